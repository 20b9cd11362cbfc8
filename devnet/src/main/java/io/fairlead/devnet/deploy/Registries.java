package io.fairlead.devnet.deploy;

import io.fairlead.contracts.evidence.BondCalls;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.Signer;
import java.math.BigInteger;
import java.time.Duration;

/** The registries of a devnet: small bonds, short times. */
final class Registries {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger MINIMUM_BOND = ETHER.multiply(BigInteger.TEN);
  private static final BigInteger OMISSION_PENALTY = ETHER.multiply(BigInteger.TWO);
  private static final BigInteger DEMAND_DEPOSIT = ETHER.divide(BigInteger.TEN);
  private static final Duration UNBONDING = Duration.ofDays(1);
  private static final Duration CHALLENGE = Duration.ofMinutes(10);
  private static final Duration RETENTION = Duration.ofDays(1);
  private static final long RING = 65_536;

  private Registries() {}

  static Address relays(
      TransactionQueue queue, Signer owner, Address settlement, Address treasury) {
    return queue.create(
        "RelayRegistry",
        owner,
        CreationCode.ours("RelayRegistry"),
        arguments ->
            arguments
                .address(settlement)
                .address(owner.address())
                .address(treasury)
                .uint(MINIMUM_BOND, 96)
                .uint(UNBONDING.toSeconds())
                .uint(OMISSION_PENALTY, 96)
                .uint(DEMAND_DEPOSIT, 96)
                .uint(CHALLENGE.toSeconds())
                .uint(RETENTION.toSeconds())
                .uint(RING));
  }

  static Address solvers(TransactionQueue queue, Signer owner) {
    return queue.create(
        "SolverRegistry",
        owner,
        CreationCode.ours("SolverRegistry"),
        arguments ->
            arguments.address(owner.address()).uint(MINIMUM_BOND, 96).uint(UNBONDING.toSeconds()));
  }

  /** Puts the least bond behind an account, in either registry. */
  static void bond(TransactionQueue queue, Signer payer, Address registry, Address account) {
    queue.pay("bond", payer, registry, MINIMUM_BOND, BondCalls.deposit(account), 100_000);
  }
}
