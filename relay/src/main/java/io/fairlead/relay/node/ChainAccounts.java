package io.fairlead.relay.node;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.relay.intake.Accounts;
import java.math.BigInteger;
import java.util.function.Supplier;

/** Owners' balances, allowances and nonces, read from the chain. */
final class ChainAccounts implements Accounts {
  private static final AbiFunction NONCES = AbiFunction.of("nonces(address,uint256)");

  private final ChainReader chain;
  private final Address settlement;
  private final Address hub;
  private final Supplier<BlockRef> head;

  /**
   * @param head the newest block without asking the chain node each time
   */
  ChainAccounts(ChainReader chain, Address settlement, Address hub, Supplier<BlockRef> head) {
    this.chain = chain;
    this.settlement = settlement;
    this.hub = hub;
    this.head = head;
  }

  @Override
  public BlockRef head() {
    return head.get();
  }

  @Override
  public BigInteger nonces(Address owner, BigInteger word, BlockRef at) {
    Bytes call = NONCES.encode(arguments -> arguments.address(owner).uint(word, 256));
    Bytes answer =
        chain
            .call(settlement, call, at)
            .filter(bytes -> bytes.size() == 32)
            .orElseThrow(() -> new ChainException("no Settlement contract at " + settlement));
    return new BigInteger(1, answer.bytes());
  }

  @Override
  public BigInteger balance(Address token, Address owner, BlockRef at) {
    return chain.balance(token, owner, at);
  }

  @Override
  public BigInteger allowance(Address token, Address owner, BlockRef at) {
    return chain.allowance(token, owner, hub, at);
  }

  @Override
  public Address hub() {
    return hub;
  }
}
