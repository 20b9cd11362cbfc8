package io.fairlead.relay.settling;

import io.fairlead.auction.run.SimulationPort;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.settlement.AuctioneerOverride;
import io.fairlead.chain.simulate.SettlementSimulator;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Eip712;
import java.security.SecureRandom;
import java.util.List;

/**
 * Simulates with awards signed by a throw-away key that only the simulation takes for the
 * auctioneer's: no award which could execute exists before the decision, not even in the chain
 * node's memory. Thread safe.
 */
public final class AwardSimulation implements SimulationPort {
  private final SettlementSimulator simulator;
  private final AuctioneerOverride override;
  private final Eip712 eip712;
  private final Address sender;
  private final Signer key;

  /**
   * @param sender account the settlement is sent from later
   */
  public AwardSimulation(
      SettlementSimulator simulator, AuctioneerOverride override, Eip712 eip712, Address sender) {
    this.simulator = simulator;
    this.override = override;
    this.eip712 = eip712;
    this.sender = sender;
    byte[] secret = new byte[Bytes32.SIZE];
    new SecureRandom().nextBytes(secret);
    // Below the curve's order whatever the rest is.
    secret[0] = 1;
    this.key = LocalSigner.of(Bytes32.of(secret));
  }

  @Override
  public Result simulate(Award award, Settlement settlement, BlockRef block) {
    Address contract = eip712.domain().settlement();
    Bytes call = SettlementCodec.encodeCall(award, key.sign(eip712.awardHash(award)), settlement);
    try {
      return switch (simulator.simulate(
          sender, contract, call, List.of(override.of(contract, key.address())), block)) {
        case SettlementSimulator.Result.Executes(long gasUsed) -> new Result.Executes(gasUsed);
        case SettlementSimulator.Result.Reverts(Bytes _, String message) ->
            new Result.Reverts(message);
      };
    } catch (ChainException e) {
      return new Result.Unavailable(String.valueOf(e.getMessage()));
    }
  }
}
