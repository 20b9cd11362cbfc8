package io.fairlead.devnet.settlement;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.devnet.deploy.Deployment;
import java.math.BigInteger;
import java.util.SplittableRandom;

/** Changes a sound trade so that it may break a rule, or several, or none. */
final class Tampering {
  private final SplittableRandom random;
  private final Deployment deployment;
  private final SettlementCases cases;

  Tampering(SettlementCases cases, Deployment deployment) {
    this.random = cases.random();
    this.cases = cases;
    this.deployment = deployment;
  }

  void apply(TradeDraft draft, long now) {
    switch (random.nextInt(17)) {
      case 0 -> draft.signer = cases.anyOwner();
      case 1 -> draft.receiver = random.nextBoolean() ? Address.ZERO : deployment.settlement();
      case 2 -> draft.buyToken = random.nextBoolean() ? draft.sellToken : Intent.NATIVE;
      case 3 -> draft.sellToken = deployment.nativeToken();
      case 4 -> {
        draft.hooks = Hooks.NONE;
        draft.appData = Hooks.NONE.appData();
      }
      case 5 -> draft.executed = BigInteger.ONE.shiftLeft(100 + random.nextInt(28));
      case 6 -> draft.executed = draft.executed.add(BigInteger.valueOf(random.nextInt(3) - 1));
      case 7 -> draft.fee = draft.fee.add(BigInteger.valueOf(random.nextInt(4_000)));
      case 8 -> draft.buyAmount = draft.buyAmount.add(BigInteger.valueOf(random.nextInt(60)));
      case 9 ->
          draft.sellAmount =
              draft
                  .sellAmount
                  .subtract(BigInteger.valueOf(random.nextInt(60)))
                  .max(BigInteger.ZERO);
      case 10 -> draft.validFrom = now + (random.nextBoolean() ? 20_000 : -20_000);
      case 11 -> draft.validTo = now + (random.nextBoolean() ? -100 : 1_900);
      case 12 -> draft.partially = !draft.partially;
      case 13 ->
          draft.nonce =
              random.nextBoolean()
                  ? Nonce.shared(random.nextInt(3), cases.anyOwner().address(), 250).value()
                  : draft.nonce.setBit(255);
      case 14 ->
          draft.funding = draft.funding == Funding.PERMIT2 ? Funding.ALLOWANCE : Funding.PERMIT2;
      case 15 -> {
        draft.part = random.nextInt(4);
        draft.parts = 1 + random.nextInt(256);
      }
      default -> {
        draft.interval = random.nextLong(3_000);
        draft.span = random.nextBoolean() ? 0 : random.nextLong(4_000);
      }
    }
  }
}
