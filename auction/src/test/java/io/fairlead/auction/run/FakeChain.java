package io.fairlead.auction.run;

import io.fairlead.auction.Scene;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.ClearingMath;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A chain, a simulator and a builder that do as told: each submission meets the next fate. */
public final class FakeChain implements ChainPort, SimulationPort, SubmissionPort {
  /** What happens to a submission. */
  public enum Fate {
    LANDS,
    MISSES,
    REVERTS,
    /** Reverts, and then somebody else sends the same award again. */
    REVERTS_AND_IS_SENT_AGAIN
  }

  /** Of the first place. */
  public final Deque<Fate> fates = new ArrayDeque<>();

  public final Set<Bytes32> reverting = new HashSet<>();

  /** Which solution reverts in simulation after which other: they use one pool. */
  public final Map<Bytes32, Bytes32> revertingAfter = new HashMap<>();

  /** What was simulated, in order: solutions' hashes, the last one after the others. */
  public final List<List<Bytes32>> simulated = new ArrayList<>();

  public final List<String> log = new ArrayList<>();
  private final Map<Integer, Deque<Fate>> fatesOfOthers = new HashMap<>();
  private final Map<Bytes32, Bytes> transactions = new HashMap<>();
  private final Map<Bytes32, Long> gasLimits = new HashMap<>();
  private final Map<AuctionId, BatchSettlement> settled = new HashMap<>();
  public int unavailable;
  public long gasUsed = 100_000;

  /** Fails the submission of this place without an outcome. */
  public int unknownPlace = -1;

  private BlockRef head = Scene.BLOCK;

  /** Where awards land that do: the block after the one at which they were made. */
  private long landing = head.number() + 1;

  /** What happens to the submissions of a place. */
  public Deque<Fate> fates(int place) {
    return place == 0 ? fates : fatesOfOthers.computeIfAbsent(place, _ -> new ArrayDeque<>());
  }

  synchronized void startAgain() {
    head = Scene.BLOCK;
  }

  synchronized void say(String line) {
    log.add(line);
  }

  @Override
  public synchronized BlockRef head() {
    landing = head.number() + 1;
    return head;
  }

  @Override
  public synchronized BlockRef awaitAfter(long number) {
    log.add("wait after " + number);
    mine(number + 1);
    return head;
  }

  private void mine(long number) {
    if (head.number() < number) {
      head = block(number);
    }
  }

  private static BlockRef block(long number) {
    return new BlockRef(
        number,
        Scene.word("block " + number),
        Scene.BLOCK.timestamp() + 12 * (number - Scene.BLOCK.number()));
  }

  @Override
  public synchronized Optional<BatchSettlement> settlementOf(AuctionId winner, long fromBlock) {
    return Optional.ofNullable(settled.get(winner));
  }

  @Override
  public synchronized Result simulate(List<Trial> before, Trial trial, BlockRef block) {
    Bytes32 solution = trial.award().solutionHash();
    log.add("simulate " + trial.award().lastBlock());
    if (unavailable > 0) {
      unavailable--;
      return new Result.Unavailable("down");
    }
    List<Bytes32> hashes =
        new ArrayList<>(before.stream().map(one -> one.award().solutionHash()).toList());
    boolean reverts = reverting.contains(solution) || hashes.contains(revertingAfter.get(solution));
    hashes.add(solution);
    simulated.add(List.copyOf(hashes));
    return reverts ? new Result.Reverts("InteractionFailed") : new Result.Executes(gasUsed);
  }

  @Override
  public synchronized Prepared prepare(int place, Bytes callData, long gasLimit) {
    Bytes32 hash = Keccak.hash(callData.bytes());
    transactions.put(hash, callData);
    gasLimits.put(hash, gasLimit);
    log.add("prepare " + gasLimit);
    return () -> hash;
  }

  @Override
  public synchronized Outcome submit(Prepared prepared, AuctionId winner, long lastBlock) {
    log.add("submit " + lastBlock);
    if (winner.place() == unknownPlace) {
      throw new IllegalStateException("outcome unknown");
    }
    Deque<Fate> next = fates(winner.place());
    return switch (next.isEmpty() ? Fate.LANDS : next.poll()) {
      case LANDS -> {
        mine(landing);
        settled.put(winner, settlement(prepared, winner));
        yield new Outcome.Landed(Objects.requireNonNull(settled.get(winner)));
      }
      case MISSES -> {
        mine(lastBlock + 1);
        yield new Outcome.Missed("not included");
      }
      case REVERTS -> {
        mine(landing);
        yield new Outcome.Reverted(prepared.transactionHash(), "LimitNotMet");
      }
      case REVERTS_AND_IS_SENT_AGAIN -> {
        mine(landing);
        settled.put(winner, settlement(prepared, winner));
        yield new Outcome.Reverted(prepared.transactionHash(), "LimitNotMet");
      }
    };
  }

  /** Of a transaction that was prepared. */
  public synchronized Bytes callData(Bytes32 transactionHash) {
    return Objects.requireNonNull(transactions.get(transactionHash));
  }

  /** Likewise, in gas units. */
  public synchronized long gasLimit(Bytes32 transactionHash) {
    return Objects.requireNonNull(gasLimits.get(transactionHash));
  }

  private BatchSettlement settlement(Prepared prepared, AuctionId winner) {
    Settlement settlement =
        SettlementCodec.decodeCall(callData(prepared.transactionHash()), Scene.TERMS).settlement();
    List<BatchSettlement.IntentFill> fills = new ArrayList<>();
    for (Trade trade : settlement.trades()) {
      Fill fill =
          ClearingMath.fill(
              trade,
              settlement.price(trade.intent().sellToken()),
              settlement.price(Scene.TERMS.listed(trade.intent().buyToken())));
      fills.add(new BatchSettlement.IntentFill(Scene.EIP712.tradeHash(trade), fill));
    }
    return new BatchSettlement(
        winner.batch(),
        winner.place(),
        prepared.transactionHash(),
        block(landing),
        gasUsed,
        fills,
        settlement.baskets().stream()
            .map(one ->
                new BatchSettlement.BasketFill(
                    Scene.EIP712.identity(one.signed()), one.units(), one.quote()))
            .toList());
  }
}
