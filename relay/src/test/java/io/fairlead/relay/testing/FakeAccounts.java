package io.fairlead.relay.testing;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.relay.intake.Accounts;
import java.math.BigInteger;

/** Every owner has the same; fails on the {@code failAt}-th read from now on. */
public final class FakeAccounts implements Accounts {
  public volatile BlockRef head = Owners.HEAD;
  public volatile BlockRef newest = Owners.HEAD;

  /** In earlier blocks nobody had approved anything. */
  public volatile long approvedIn;

  public volatile BigInteger nonces = BigInteger.ZERO;
  public volatile BigInteger balance = BigInteger.valueOf(1_000_000);
  public volatile BigInteger allowance = BigInteger.valueOf(1_000_000);
  public volatile BigInteger permit2Nonces = BigInteger.ZERO;
  public volatile BigInteger permit2Allowance = BigInteger.ZERO;
  public volatile BigInteger allowanceOnceDeployed = BigInteger.ZERO;
  public volatile boolean takesPermits = true;
  public volatile OwnerAccounts owners = OwnerAccounts.NONE;
  public volatile int failAt;
  private int reads;

  /** Makes the n-th read from now on fail; 0 never. */
  public synchronized void failAt(int read) {
    failAt = read;
    reads = 0;
  }

  /** Reads since {@link #failAt(int)}. */
  public synchronized int reads() {
    return reads;
  }

  private synchronized <T> T read(T value) {
    reads++;
    if (reads == failAt) {
      throw new ChainException("the chain does not answer");
    }
    return value;
  }

  @Override
  public BlockRef head() {
    return read(head);
  }

  @Override
  public BlockRef newest() {
    return read(newest);
  }

  @Override
  public BigInteger nonces(Funding funding, Address owner, BigInteger word, BlockRef at) {
    boolean shared = funding == Funding.ALLOWANCE && word.testBit(247);
    BigInteger bits = funding == Funding.PERMIT2 ? permit2Nonces : nonces;
    return read(word.signum() == 0 || shared ? bits : BigInteger.ZERO);
  }

  @Override
  public BigInteger balance(Address token, Address owner, BlockRef at) {
    return read(balance);
  }

  @Override
  public BigInteger allowance(Address token, Address owner, Address spender, BlockRef at) {
    BigInteger approved = spender.equals(Owners.HUB) ? allowance : permit2Allowance;
    return read(at.number() < approvedIn ? BigInteger.ZERO : approved);
  }

  @Override
  public BigInteger allowanceOnceDeployed(
      Address token, Address owner, Erc6492 deployment, BlockRef at) {
    return read(allowanceOnceDeployed);
  }

  @Override
  public boolean takesPermit(Address token, Address owner, TokenPermit permit, BlockRef at) {
    return read(takesPermits);
  }

  @Override
  public OwnerAccounts owners(BlockRef at) {
    return owners;
  }

  @Override
  public Address hub() {
    return Owners.HUB;
  }
}
