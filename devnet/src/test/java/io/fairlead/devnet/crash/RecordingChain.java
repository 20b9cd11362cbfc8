package io.fairlead.devnet.crash;

import io.fairlead.auction.run.AwardLedger;
import io.fairlead.auction.run.ChainPort;
import io.fairlead.auction.run.SimulationPort;
import io.fairlead.auction.run.SubmissionPort;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain that stands still, on which everything executes and lands; keeps what was sent. */
final class RecordingChain implements ChainPort, SimulationPort, SubmissionPort {
  /** Nobody asks what was awarded. */
  static final AwardLedger UNHEARD =
      new AwardLedger() {
        @Override
        public void record(BatchAward award) {}

        @Override
        public void settled(BatchSettlement settlement) {}
      };

  private static final long GAS = 1_000_000;

  private final List<Bytes> sent = new ArrayList<>();

  List<Bytes> sent() {
    return sent;
  }

  @Override
  public BlockRef head() {
    return FixedMarket.BLOCK;
  }

  @Override
  public BlockRef awaitAfter(long number) {
    throw new AssertionError("everything lands");
  }

  @Override
  public Optional<BatchSettlement> settlementOf(AuctionId winner, long fromBlock) {
    return Optional.empty();
  }

  @Override
  public Result simulate(List<Trial> before, Trial trial, BlockRef block) {
    return new Result.Executes(GAS);
  }

  @Override
  public Prepared prepare(int place, Bytes callData, long gasLimit) {
    sent.add(callData);
    Bytes32 hash = Keccak.hash(callData.bytes());
    return () -> hash;
  }

  @Override
  public Outcome submit(Prepared prepared, AuctionId winner, long lastBlock) {
    return new Outcome.Landed(
        new BatchSettlement(
            winner.batch(),
            winner.place(),
            prepared.transactionHash(),
            FixedMarket.BLOCK,
            GAS,
            List.of()));
  }
}
