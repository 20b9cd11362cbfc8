package io.fairlead.auction.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.run.AuctionBench;
import io.fairlead.auction.run.FakeChain;
import io.fairlead.auction.verify.ChainEvidence.Transaction;
import io.fairlead.auction.verify.SecondVerifier.Answer;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.sequencer.batch.BatchEntry;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An operator cannot make a winner fail by sending it with too little gas, or to somebody else: a
 * transaction that reverted is held against what simulation and config give it, by both verifiers.
 */
final class GasLimitTest {
  private static final VerifierSetup SETUP =
      new VerifierSetup(Scene.DOMAIN, Scene.HUB, Scene.WETH, Scene.RECEIPTS.address());
  private static final Hooks HOOKS =
      new Hooks(
          List.of(
              new Hook(Hook.Phase.BEFORE, Scene.address("one"), 20_000, Bytes.parse("0x0102")),
              new Hook(Hook.Phase.AFTER, Scene.address("two"), 500_000, Bytes.EMPTY)));

  /** What a simulation used, and thirty per cent of it. */
  private static final long USED = 130_000;

  @TempDir private Path folder;

  private final FakeEvidence evidence = new FakeEvidence();
  private final List<List<String>> transcripts = new ArrayList<>();
  private final List<Bytes32> reverted = new ArrayList<>();

  @Test
  void aRevertedTransactionHadTheGasItHasToHave() throws Exception {
    // Nothing on top; the most that one hook may use; the check of a signature by code.
    revert(USED, sells(Hooks.NONE, false));
    revert(USED + 500_000 + 31_250 + 10_000, sells(HOOKS, false));
    revert(USED + 500_000 + 31_250 + 10_000, sells(HOOKS, true));
    revert(USED + 300_000 + 18_750 + 10_000, sells(Hooks.NONE, true));
    revertBasket(USED + 300_000 + 18_750 + 10_000);
    assertThat(answers(UnaryOperator.identity())).allMatch(one -> one.step().equals("agrees"));
    assertThat(answers(one -> with(one, one.gasLimit() + 1)))
        .allMatch(one -> one.step().equals("agrees"));
    assertThat(answers(one -> with(one, one.gasLimit() - 1)))
        .allMatch(one -> one.step().equals("outcome"));
    assertThat(
            answers(one ->
                new Transaction(
                    one.block(),
                    Scene.address("a contract that always fails"),
                    one.input(),
                    one.gasLimit(),
                    false,
                    one.gasUsed(),
                    one.logs())))
        .allMatch(one -> one.step().equals("callData"));
  }

  private static Transaction with(Transaction one, long gasLimit) {
    return new Transaction(
        one.block(), one.to(), one.input(), gasLimit, false, one.gasUsed(), one.logs());
  }

  /** Of both, which are the same. */
  private List<Answer> answers(UnaryOperator<Transaction> change) throws Exception {
    FakeEvidence changed = new FakeEvidence();
    reverted.forEach(hash ->
        changed.transactions.put(hash, change.apply(evidence.transaction(hash).orElseThrow())));
    List<Answer> first =
        transcripts.stream()
            .map(lines ->
                new TranscriptVerifier(SETUP, changed, SignatureRecovery.best())
                    .verify(lines, Optional.of(Standings.FULL)))
            .map(Answer::of)
            .toList();
    try (FakeNode node = new FakeNode(changed)) {
      List<String> options =
          List.of(
              "--rpc=" + node.url(),
              "--settlement=" + Scene.SETTLEMENT,
              "--native-token=" + Scene.WETH,
              "--receipt-signer=" + Scene.RECEIPTS.address());
      assertThat(SecondVerifier.verify(folder, transcripts, options)).isEqualTo(first);
    }
    return first;
  }

  private void revert(long gasLimit, BatchEntry entry) {
    Intent intent = Scene.SELL_WETH;
    Solution solution =
        new Solution(
            1,
            new TreeMap<>(Map.of(Scene.WETH, Scene.usd(1_950), Scene.USD, Scene.ONE)),
            List.of(
                new EngineTrade(
                    entry.signed().uid(entry.intentHash()), Scene.ONE, BigInteger.ZERO)),
            List.of(
                new EngineInteraction.LiquiditySwap(
                    "1", intent.sellToken(), intent.buyToken(), Scene.ONE, Scene.usd(1_950))),
            200_000);
    revert(gasLimit, List.of(entry), solution);
  }

  /** Dave's basket, signed in 65 bytes. */
  private void revertBasket(long gasLimit) {
    BasketIntent basket = Scene.basket().basket();
    Bytes32 hash = Scene.EIP712.basketHash(basket);
    Bytes signature = Bytes.of(Scene.signer("dave").sign(hash).bytes());
    BatchEntry entry = new BatchEntry(hash, new SignedBasket(basket, signature), BigInteger.ONE);
    revert(gasLimit, List.of(entry), Scene.fillsBasket(1, 2, 2_000));
  }

  private void revert(long gasLimit, List<BatchEntry> entries, Solution solution) {
    AuctionBench bench = AuctionBench.offering(Map.of("a", List.of(solution)));
    bench.chain.fates.add(FakeChain.Fate.REVERTS);
    bench.run(Scene.task(entries, Scene.pools()));
    Bytes32 hash = bench.awards.getFirst().transactionHash();
    evidence.revert(bench.chain, hash, 101);
    assertThat(evidence.transaction(hash).orElseThrow().gasLimit()).isEqualTo(gasLimit);
    reverted.add(hash);
    transcripts.add(bench.lines());
  }

  /** Alice's WETH; with {@code recovering}, signed in 65 bytes. */
  private static BatchEntry sells(Hooks hooks, boolean recovering) {
    Intent plain = Scene.SELL_WETH;
    Intent intent =
        new Intent(
            plain.owner(),
            plain.receiver(),
            plain.sellToken(),
            plain.buyToken(),
            plain.sellAmount(),
            plain.buyAmount(),
            plain.side(),
            plain.partiallyFillable(),
            plain.validFrom(),
            plain.validTo(),
            plain.nonce(),
            hooks.isEmpty() ? Bytes32.ZERO : hooks.appData());
    Bytes32 hash = Scene.EIP712.intentHash(intent);
    var signature = Scene.signer("alice").sign(hash);
    return new BatchEntry(
        hash,
        new SignedIntent(
            intent,
            Funding.ALLOWANCE,
            recovering ? Bytes.of(signature.bytes()) : Bytes.of(signature.compact()),
            Optional.empty(),
            hooks),
        BigInteger.ZERO);
  }
}
