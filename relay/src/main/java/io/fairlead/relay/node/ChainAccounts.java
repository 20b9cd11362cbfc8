package io.fairlead.relay.node;

import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.settlement.Permit2Reader;
import io.fairlead.chain.settlement.SettlementOwners;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.relay.intake.Accounts;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.function.Supplier;

/** Owners' balances, allowances, nonces and accounts, read from the chain. */
final class ChainAccounts implements Accounts {
  private static final AbiFunction PERMIT =
      AbiFunction.of("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)");
  private static final long PERMIT_GAS = 300_000;

  private final ChainReader chain;
  private final SettlementReader settlement;
  private final Permit2Reader permit2;
  private final ChainFacts facts;
  private final Supplier<BlockRef> head;

  /**
   * @param head the newest block without asking the chain node each time
   */
  ChainAccounts(
      ChainReader chain, SettlementReader settlement, ChainFacts facts, Supplier<BlockRef> head) {
    this.chain = chain;
    this.settlement = settlement;
    this.permit2 = new Permit2Reader(chain);
    this.facts = facts;
    this.head = head;
  }

  @Override
  public BlockRef head() {
    return head.get();
  }

  @Override
  public BlockRef newest() {
    return chain.head();
  }

  @Override
  public BigInteger nonces(Funding funding, Address owner, BigInteger word, BlockRef at) {
    return switch (funding) {
      case ALLOWANCE -> settlement.nonces(owner, word, at);
      case PERMIT2 -> permit2.nonces(owner, word, at);
    };
  }

  @Override
  public BigInteger balance(Address token, Address owner, BlockRef at) {
    return chain.balance(token, owner, at);
  }

  @Override
  public BigInteger allowance(Address token, Address owner, Address spender, BlockRef at) {
    return chain.allowance(token, owner, spender, at);
  }

  @Override
  public boolean takesPermit(Address token, Address owner, TokenPermit permit, BlockRef at) {
    byte[] signature = permit.signature().bytes();
    Bytes call =
        PERMIT.encode(arguments ->
            arguments
                .address(owner)
                .address(facts.hub())
                .uint(permit.value(), 256)
                .uint(permit.deadline(), 256)
                .uint(permit.signature().v())
                .word(Bytes32.of(Arrays.copyOf(signature, Bytes32.SIZE)))
                .word(Bytes32.of(Arrays.copyOfRange(signature, Bytes32.SIZE, 2 * Bytes32.SIZE))));
    return chain.call(token, call, PERMIT_GAS, at).isPresent();
  }

  @Override
  public BigInteger allowanceOnceDeployed(
      Address token, Address owner, Erc6492 deployment, BlockRef at) {
    return settlementOwners(at).allowanceOnceDeployed(token, owner, facts.hub(), deployment);
  }

  @Override
  public OwnerAccounts owners(BlockRef at) {
    return settlementOwners(at);
  }

  private SettlementOwners settlementOwners(BlockRef at) {
    return new SettlementOwners(chain, settlement.address(), facts.verifier(), at);
  }

  @Override
  public Address hub() {
    return facts.hub();
  }
}
