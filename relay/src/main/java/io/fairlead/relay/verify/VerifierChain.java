package io.fairlead.relay.verify;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.verify.ChainEvidence;
import io.fairlead.chain.pool.PoolReader;
import io.fairlead.chain.pool.PoolState;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What a chain node says, to a verifier. A refusal to read old state counts as not knowing; no
 * answer at all is a {@link io.fairlead.chain.ChainException}.
 */
final class VerifierChain implements ChainEvidence {
  private final ChainReader chain;
  private final SettlementReader settlement;
  private final Eip712 eip712;
  private final Optional<PoolReader> pools;
  private final SignatureJudge judge = new SignatureJudge(SignatureRecovery.best());
  private final Map<Pair, List<PoolState>> read = new HashMap<>();

  private record Pair(Address token0, Address token1, BlockRef block) {}

  /**
   * @param pools of the factories the verifier knows; without them no pool is checked
   */
  VerifierChain(
      ChainReader chain, SettlementReader settlement, Eip712 eip712, Optional<PoolReader> pools) {
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
  public Optional<Liquidity> pool(Liquidity recorded, BlockRef block) {
    if (pools.isEmpty()) {
      return Optional.empty();
    }
    return switch (recorded) {
      case Liquidity.ConstantProduct pair ->
          find(pair.address(), pair.token0(), pair.token1(), block)
              .filter(PoolState.V2.class::isInstance)
              .map(PoolState.V2.class::cast)
              .map(state -> now(pair, state));
      case Liquidity.Concentrated pool ->
          find(pool.address(), pool.token0(), pool.token1(), block)
              .filter(PoolState.V3.class::isInstance)
              .map(PoolState.V3.class::cast)
              .map(state -> now(pool, state));
      // No reader of these: such a line counts as not checked.
      case Liquidity.WeightedProduct ignored -> Optional.empty();
      case Liquidity.Stable ignored -> Optional.empty();
      case Liquidity.LimitOrder ignored -> Optional.empty();
    };
  }

  private Optional<PoolState> find(Address address, Address token0, Address token1, BlockRef at) {
    Pair pair = new Pair(token0, token1, at);
    List<PoolState> states = read.get(pair);
    if (states == null) {
      List<Address> tokens = List.copyOf(new TreeSet<>(List.of(token0, token1)));
      states = known(() -> pools.orElseThrow().poolsAmong(tokens, at)).orElse(List.of());
      read.put(pair, states);
    }
    return states.stream().filter(state -> state.address().equals(address)).findFirst();
  }

  private static Liquidity now(Liquidity.ConstantProduct recorded, PoolState.V2 state) {
    return new Liquidity.ConstantProduct(
        recorded.id(),
        state.address(),
        recorded.gasEstimate(),
        recorded.router(),
        state.token0(),
        state.token1(),
        state.reserve0(),
        state.reserve1(),
        recorded.feeBps());
  }

  private static Liquidity now(Liquidity.Concentrated recorded, PoolState.V3 state) {
    return new Liquidity.Concentrated(
        recorded.id(),
        state.address(),
        recorded.gasEstimate(),
        recorded.router(),
        state.token0(),
        state.token1(),
        state.sqrtPriceX96(),
        state.liquidity(),
        state.tick(),
        state.liquidityNet(),
        state.feePips());
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
