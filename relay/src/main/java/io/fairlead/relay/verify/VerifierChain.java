package io.fairlead.relay.verify;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.verify.ChainEvidence;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.rpc.RpcErrorException;
import io.fairlead.chain.settlement.ExecutedAuction;
import io.fairlead.chain.settlement.SettlementOwners;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What a chain node says, to a verifier. A refusal to read old state counts as not knowing; no
 * answer at all is a {@link io.fairlead.chain.ChainException}.
 */
final class VerifierChain implements ChainEvidence {
  private final ChainReader chain;
  private final SettlementReader settlement;
  private final Eip712 eip712;
  private final FactoryPools pools;
  private final SignatureJudge judge = new SignatureJudge(SignatureRecovery.best());

  VerifierChain(ChainReader chain, SettlementReader settlement, Eip712 eip712, FactoryPools pools) {
    this.eip712 = eip712;
    this.chain = chain;
    this.settlement = settlement;
    this.pools = pools;
  }

  @Override
  public Optional<BlockRef> block(long number) {
    return chain.block(number);
  }

  @Override
  public Optional<Address> auctioneer(BlockRef block) {
    return known(() -> settlement.auctioneer(block));
  }

  @Override
  public Optional<BigInteger> filled(Bytes32 intentHash, BlockRef block) {
    return known(() -> settlement.filled(intentHash, block));
  }

  @Override
  public Optional<Boolean> isSigned(SignedTerms signed, BlockRef block) {
    return known(() -> {
      OwnerAccounts owners =
          // The verifier's address never changes, so that a node which has forgotten the block can
          // still tell it.
          new SettlementOwners(
              chain, settlement.address(), settlement.verifier(chain.head()), block);
      Address owner = signed.owner();
      Bytes32 digest = eip712.signedDigest(signed);
      SignatureJudge.Verdict verdict =
          switch (signed.funding()) {
            case ALLOWANCE -> judge.judge(owner, digest, signed.signature(), owners);
            case PERMIT2 -> judge.judgePermit2(owner, digest, signed.signature(), owners);
          };
      return verdict.isValid();
    });
  }

  @Override
  public ChainEvidence.PoolState pool(Liquidity recorded, BlockRef block) {
    return pools.state(recorded, block);
  }

  @Override
  public Optional<Transaction> transaction(Bytes32 hash) {
    return chain.transaction(hash).map(VerifierChain::transaction);
  }

  @Override
  public SortedMap<Integer, Bytes32> settlementsOf(long batch, long from, long to) {
    SortedMap<Integer, Bytes32> found = new TreeMap<>();
    for (ExecutedAuction execution :
        settlement.executions(from, Math.min(to, chain.head().number()))) {
      if (execution.auctionId() / AuctionId.PLACES == batch) {
        found.put(AuctionId.of(execution.auctionId()).place(), execution.transactionHash());
      }
    }
    return found;
  }

  private static Transaction transaction(MinedTransaction mined) {
    return new Transaction(
        mined.block(),
        mined.to(),
        mined.input(),
        mined.gasLimit(),
        mined.succeeded(),
        mined.gasUsed(),
        mined.logs().stream()
            .map(log -> new Log(log.address(), log.topics(), log.data()))
            .toList());
  }

  private static <T> Optional<T> known(Supplier<T> state) {
    try {
      return Optional.of(state.get());
    } catch (RpcErrorException notKept) {
      return Optional.empty();
    }
  }
}
