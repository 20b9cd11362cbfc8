package io.fairlead.devnet.bench.fairlead;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Call;
import io.fairlead.devnet.chain.DevChain;
import java.nio.charset.StandardCharsets;

/** The auctioneer of an arena: awards settlements to the arena's solver. */
final class Awarding {
  private static final long LAST_BLOCK = 1_000_000;

  private final Arena arena;
  private final Eip712 eip712;
  private final SettlementTerms terms;

  Awarding(Arena arena) {
    this.arena = arena;
    this.eip712 = new Eip712(new Domain(DevChain.CHAIN_ID, arena.deployment().settlement()));
    this.terms = new SettlementTerms(Arena.AUCTIONEER.address(), arena.deployment().nativeToken());
  }

  Eip712 eip712() {
    return eip712;
  }

  SettlementTerms terms() {
    return terms;
  }

  /** The transaction that executes it. */
  Call call(Settlement settlement, Signer sender) {
    Award award =
        new Award(
            auction(),
            hash("batch"),
            Arena.SOLVER.address(),
            SettlementCodec.solutionHash(settlement, terms),
            LAST_BLOCK,
            hash("transcript"));
    Bundle bundle = new Bundle(award, Arena.AUCTIONEER.sign(eip712.awardHash(award)), settlement);
    return new Call(
        sender, arena.deployment().settlement(), SettlementCodec.encodeCall(bundle, terms));
  }

  /** A number above that of every auction before: each ended with a transaction of one of these. */
  private long auction() {
    return 1 + arena.sent(Arena.SOLVER) + arena.sent(Arena.SUBMITTER);
  }

  private static Bytes32 hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
