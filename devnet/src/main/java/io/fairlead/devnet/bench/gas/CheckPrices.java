package io.fairlead.devnet.bench.gas;

import io.fairlead.chain.artifact.ContractArtifact;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.devnet.bench.arena.Tracer;
import io.fairlead.devnet.bench.gas.CheckCost.Check;
import io.fairlead.devnet.bench.gas.Roles.Role;
import io.fairlead.devnet.bench.trace.Charge;
import io.fairlead.devnet.bench.trace.Frame;
import io.fairlead.devnet.bench.trace.Precompiled;
import io.fairlead.devnet.bench.trace.Touch;
import io.fairlead.devnet.bench.trace.Trace;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds in a trace of our settlement what its checks cost.
 *
 * @param auctions storage slot of auctioneer and auctions
 * @param balances storage slot of the tokens' balances
 */
record CheckPrices(
    Roles roles, Address settlement, Address hub, BigInteger auctions, BigInteger balances) {
  /** No variable that is not in a mapping has such a high slot. */
  private static final int MAPPED_BITS = 64;

  /** For plain tokens. */
  static CheckPrices of(Roles roles, Address settlement, Address hub) {
    return new CheckPrices(
        roles,
        settlement,
        hub,
        ContractArtifact.load("Settlement").slot("auctioneer"),
        ContractArtifact.load("PlainToken").slot("balanceOf"));
  }

  /** Gas units of everything of that kind in one settlement. */
  long in(Tracer.Traced traced, Check check) {
    Trace trace = traced.trace();
    return switch (check) {
      case INTENT_SIGNATURE, AWARD_SIGNATURE ->
          sum(
              trace,
              charge ->
                  charge.touch() instanceof Touch.Account account
                      && Precompiled.isRecovery(account.address()));
      case NONCE ->
          sum(trace, charge -> charge.touch() instanceof Touch.Slot slot && isNonce(slot));
      case AUCTION ->
          sum(trace, charge -> new Touch.Slot(settlement, auctions).equals(charge.touch()));
      case REENTRANCY ->
          sum(trace, charge -> charge.op().equals("TLOAD") || charge.op().equals("TSTORE"));
      case LARGEST_ARRIVES -> trace.gas() - trace.gasWithout(questions(trace, false));
      case NOTHING_LEFT -> trace.gas() - trace.gasWithout(questions(trace, true));
      case HUB -> sum(trace, this::isHub);
      case ARITHMETIC -> Spending.of(traced, roles).of(Item.CODE);
      case EACH_ARRIVES, PERMIT2 ->
          throw new IllegalArgumentException("no trace shows what " + check + " costs");
    };
  }

  private boolean isNonce(Touch.Slot slot) {
    return slot.address().equals(roles.permit2())
        || (slot.address().equals(settlement) && slot.slot().bitLength() > MAPPED_BITS);
  }

  /** The calls of the hub and its own code, not the transfers it makes. */
  private boolean isHub(Charge charge) {
    return charge.callee() == null
        ? charge.frame().code().equals(hub)
        : charge.callee().code().equals(hub);
  }

  /** Calls that ask a token for a balance: the settlement's own, or somebody else's. */
  private Set<Frame> questions(Trace trace, boolean own) {
    byte[] key = new AbiWriter().address(settlement).uint(balances, 256).toBytes().bytes();
    BigInteger ownSlot = new BigInteger(1, Keccak.hash(key).bytes());
    Set<Frame> found = new HashSet<>();
    for (Charge charge : trace.charges()) {
      if (charge.frame().reading()
          && roles.of(charge.frame()) == Role.TOKEN
          && charge.touch() instanceof Touch.Slot slot
          && slot.slot().equals(ownSlot) == own) {
        found.add(charge.frame());
      }
    }
    return found;
  }

  private static long sum(Trace trace, Predicate<Charge> such) {
    return trace.charges().stream().filter(such).mapToLong(Charge::gas).sum();
  }
}
