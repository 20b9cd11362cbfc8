package io.fairlead.relay.judge;

import io.fairlead.auction.ruling.ScoreRuling;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fairlead judge score}: scores one execution. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    description = {
      "Scores one execution of one order, with the protocol fees taken from it.",
      "",
      "Reads from standard input:",
      "  {\"referencePrices\": {token: price},",
      "   \"order\": {\"sellToken\", \"buyToken\", \"sellAmount\", \"buyAmount\", \"side\",",
      "     \"partiallyFillable\", \"feePolicies\": [",
      "       {\"kind\": \"surplus\", \"factor\", \"maxVolumeFactor\"},",
      "       {\"kind\": \"priceImprovement\", \"factor\", \"maxVolumeFactor\",",
      "        \"quote\": {\"sellAmount\", \"buyAmount\", \"fee\"}},",
      "       {\"kind\": \"volume\", \"factor\"}]},",
      "   \"executedSell\", \"executedBuy\"}",
      "Prices are native wei per 10^18 wei of the token. Amounts and prices are decimal texts in"
          + " wei; executed amounts are after fees. Side is \"sell\" or \"buy\". Factors are decimal"
          + " texts from 0 to below 1, maxVolumeFactor to 1. A quote's fee is the network fee in"
          + " the sell token. The last policy was applied last and is undone first.",
      "",
      "Prints:",
      "  {\"surplus\", \"fees\": [fee per policy, in their order], \"score\"}",
      "Surplus and fees are in wei of the surplus token (the buy token of a sell order, the sell"
          + " token of a buy order), each fee rounded down. The score is surplus plus fees, as buy"
          + " token at the signed limit price, in native wei at the buy token's reference price,"
          + " rounded down once. Without that price it is zero and \"reason\" says so."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:scored",
      "2:wrong usage, or the document is not of this form or the execution breaks the order's"
          + " terms; the field at fault is named"
    })
final class JudgeScoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  private final InputStream input;

  /** Reads standard input. */
  JudgeScoreCommand() {
    this(System.in);
  }

  JudgeScoreCommand(InputStream input) {
    this.input = input;
  }

  @Override
  public Integer call() {
    return Ruling.print(spec, input, ScoreRuling::rule);
  }
}
