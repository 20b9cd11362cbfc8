package io.fairlead.auction.run;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.BatchEntry;
import java.math.BigInteger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Asks solvers what they would fill a single intent at. Thread safe; blocks its caller. */
public final class QuoteDesk {

  private final AuctionConfig config;
  private final Eip712 eip712;
  private final SettlementTerms terms;
  private final SolverPanel solvers;
  private final InstantSource clock;

  /**
   * A desk that asks the same solvers as the auctions of {@code config}.
   *
   * @param auctioneer signs their awards
   */
  public QuoteDesk(
      AuctionConfig config, Address auctioneer, SolverPanel solvers, InstantSource clock) {
    this.config = config;
    this.eip712 = new Eip712(config.domain());
    this.terms = new SettlementTerms(auctioneer, config.nativeToken());
    this.solvers = solvers;
    this.clock = clock;
  }

  /**
   * The intent with the loosest limit there is: the question is the price. A buy order then asks
   * for at most 2^128 - 1 wei, a sell order for at least 1.
   */
  public static Intent withoutLimit(Intent intent) {
    boolean sell = intent.side() == Side.SELL;
    return new Intent(
        intent.owner(),
        intent.receiver(),
        intent.sellToken(),
        intent.buyToken(),
        sell ? intent.sellAmount() : Intent.MAX_AMOUNT,
        sell ? BigInteger.ONE : intent.buyAmount(),
        intent.side(),
        false,
        intent.validFrom(),
        intent.validTo(),
        intent.nonce(),
        intent.appData());
  }

  /**
   * The best complete fill; empty if solvers answered and none has one. Of a sell order the one
   * that buys most, of a buy order the one that sells least; of equals, the one of the solver whose
   * name comes first.
   *
   * @param intent what is to be filled, with its limit; see {@link #withoutLimit}. Its window must
   *     include the block's time
   * @param tokens what is known of tokens
   * @param liquidity pool states at {@code block}
   * @param gasPrice wei per gas
   * @throws InterruptedException if the thread is interrupted while solvers think
   * @throws SolversUnavailableException if there are solvers and none gave a usable answer in time
   */
  public Optional<Quote> quote(
      Intent intent,
      SortedMap<Address, TokenInfo> tokens,
      List<Liquidity> liquidity,
      BigInteger gasPrice,
      BlockRef block,
      Duration timeout)
      throws InterruptedException {
    BatchEntry entry = new BatchEntry(eip712.intentHash(intent), unsigned(intent), BigInteger.ZERO);
    AuctionPlan plan = AuctionPlan.of(config.nativeToken(), List.of(entry), liquidity);
    SolveRequest request =
        plan.request(null, tokens, gasPrice, clock.instant().plus(timeout)).withoutSignatures();
    SolutionJudge judge =
        plan.judge(terms, config.domain(), config.hub(), List.of(entry), block.timestamp());
    List<Quote> quotes = new ArrayList<>();
    List<SolverPanel.Reply> replies = solvers.ask(request, timeout);
    boolean answered = replies.isEmpty();
    for (SolverPanel.Reply reply : replies) {
      if (reply.answer() instanceof Answer.Solutions answer) {
        answered = true;
        for (Judgement judgement :
            judge.judge(reply.solver().account(), answer.solutions(), answer.refused())) {
          if (judgement instanceof Judgement.Valid valid) {
            quotes.add(quote(reply.solver().name(), valid));
          }
        }
      }
    }
    if (!answered) {
      throw new SolversUnavailableException("none of " + replies.size() + " solvers answered");
    }
    Comparator<Quote> best =
        intent.side() == Side.SELL
            ? Comparator.comparing((Quote quote) -> quote.fill().bought()).reversed()
            : Comparator.comparing((Quote quote) -> quote.fill().sold());
    // Stable: among equals the solvers' order, which is that of their names, decides.
    return quotes.stream().sorted(best).findFirst();
  }

  private static SignedIntent unsigned(Intent intent) {
    return new SignedIntent(intent, Funding.ALLOWANCE, Bytes.EMPTY, Optional.empty(), Hooks.NONE);
  }

  private static Quote quote(String solver, Judgement.Valid valid) {
    Fill fill = valid.assembled().fills().getFirst().fill();
    return new Quote(solver, fill, valid.line().solution().gas());
  }
}
