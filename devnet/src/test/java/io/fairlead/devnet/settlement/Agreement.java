package io.fairlead.devnet.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.FillRules;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.Violation;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * The contract refuses what the mirror refuses, for the same reason.
 *
 * @param mirror as the contract is now
 */
record Agreement(DifferentialWorld world, Mirror mirror) {
  /**
   * Asks both.
   *
   * @param violation what the mirror refuses it for, which is what the contract refuses it for
   * @param revert what the contract says; empty if it executes
   */
  record Answer(Optional<Violation> violation, Optional<Bytes> revert) {}

  Answer check(Bundle bundle, String where) {
    Settlement settlement = bundle.settlement();
    Optional<Bytes> revert = world.ask(SettlementCodec.encodeCall(bundle, world.terms()));
    Optional<Violation> prices = FillRules.checkPrices(settlement);
    if (prices.isPresent()) {
      int index = settlement.prices().indexOf(BigInteger.ZERO);
      assertThat(revert)
          .as(where)
          .contains(AbiFunction.of("ZeroPrice(uint256)").encode(to -> to.uint(index)));
      return new Answer(prices, revert);
    }
    Optional<Mirror.Refusal> refusal = mirror.refusal(settlement, world.timestamp());
    if (refusal.isEmpty() || refusal.get().byPermit2()) {
      // Nothing that a rule forbids; whether tokens suffice and Permit2 agrees is not ours to say.
      revert.ifPresent(data -> assertThat(violation(data)).as(where).isEmpty());
      refusal.ifPresent(_ -> assertThat(revert).as(where).isPresent());
      return new Answer(refusal.map(Mirror.Refusal::violation), revert);
    }
    Violation violation = refusal.get().violation();
    Bytes expected =
        AbiFunction.of(violation.solidityName() + "(bytes32)")
            .encode(to -> to.word(refusal.get().intentHash()));
    assertThat(revert).as("%s %s", where, violation).contains(expected);
    return new Answer(Optional.of(violation), revert);
  }

  /** The rule that revert data names; empty if it names none. */
  private static Optional<Violation> violation(Bytes data) {
    Bytes selector = Bytes.of(Arrays.copyOf(data.bytes(), 4));
    return Arrays.stream(Violation.values())
        .filter(violation -> violation.selector().equals(selector))
        .findFirst();
  }
}
