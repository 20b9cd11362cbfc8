package io.fairlead.relay.settling;

import io.fairlead.auction.run.SimulationPort;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.settlement.AuctioneerOverride;
import io.fairlead.chain.simulate.SettlementSimulator;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Eip712;
import java.util.ArrayList;
import java.util.List;

/**
 * Simulates with awards of auction 0, which the contract never executes but in a simulation: no
 * award that could execute exists before the decision, not even in the chain node's memory. The key
 * is the auctioneer's own, because shared lanes are named after it. Thread safe.
 */
public final class AwardSimulation implements SimulationPort {
  private static final long NEVER_EXECUTED = 0;

  private final SettlementSimulator simulator;
  private final AuctioneerOverride override;
  private final Eip712 eip712;
  private final Signer auctioneer;
  private final Address sender;
  private final SettlementTerms terms;

  /**
   * @param sender account the settlement is sent from later
   * @param weth the wrapped native token
   */
  public AwardSimulation(
      SettlementSimulator simulator,
      AuctioneerOverride override,
      Eip712 eip712,
      Signer auctioneer,
      Address sender,
      Address weth) {
    this.simulator = simulator;
    this.override = override;
    this.eip712 = eip712;
    this.auctioneer = auctioneer;
    this.sender = sender;
    this.terms = new SettlementTerms(auctioneer.address(), weth);
  }

  @Override
  public Result simulate(List<Trial> before, Trial trial, BlockRef block) {
    List<SettlementSimulator.Call> calls = new ArrayList<>();
    for (Trial one : before) {
      calls.add(call(one, calls.size()));
    }
    calls.add(call(trial, calls.size()));
    try {
      return switch (simulator.simulate(calls, block)) {
        case SettlementSimulator.Result.Executes(long gasUsed) -> new Result.Executes(gasUsed);
        case SettlementSimulator.Result.Reverts(Bytes _, String message) ->
            new Result.Reverts(message);
      };
    } catch (ChainException e) {
      return new Result.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  /** The override makes auction 0 executable again for each of them. */
  private SettlementSimulator.Call call(Trial trial, int index) {
    Award award = trial.award();
    Settlement settlement = trial.settlement();
    Address contract = eip712.domain().settlement();
    Award never =
        new Award(
            NEVER_EXECUTED,
            award.batchRoot(),
            award.solver(),
            award.solutionHash(),
            // Simulated a block later than the one before, which it will not be.
            award.lastBlock() + index,
            award.transcriptHash());
    Bytes call =
        SettlementCodec.encodeCall(
            new Bundle(never, auctioneer.sign(eip712.awardHash(never)), settlement), terms);
    // A solver that sends the call itself consents; its signature is over the real award only.
    return new SettlementSimulator.Call(
        settlement.needsConsent() ? award.solver() : sender,
        contract,
        call,
        List.of(override.of(contract, auctioneer.address())));
  }
}
