package io.fairlead.relay.judge;

import io.fairlead.auction.ruling.WinnersRuling;
import io.fairlead.auction.winner.SelectionRule;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead judge winners}: decides an auction. */
@Command(
    name = "winners",
    mixinStandardHelpOptions = true,
    description = {
      "Says which solutions of an auction are fair and which win together.",
      "",
      "Reads from standard input:",
      "  {\"referencePrices\": {token: price},",
      "   \"orders\": [{\"uid\", \"sellToken\", \"buyToken\", \"sellAmount\", \"buyAmount\","
          + " \"side\"}],",
      "   \"solutions\": [{\"solver\", \"id\", \"trades\":",
      "     [{\"order\", \"executedSell\", \"executedBuy\"}]}],",
      "   \"maxWinners\": n}",
      "Prices are native wei per 10^18 wei of the token. Amounts, prices and scores are decimal"
          + " texts in wei; executed amounts are after fees. Side is \"sell\" or \"buy\". An order"
          + " may have partiallyFillable (default true) and feePolicies, as in judge score. The"
          + " document may have a seed for ties (32 bytes, default zero) and a nativeToken: the"
          + " token that 0xeeee...ee counts as. Names of tokens, orders and solvers are free; hex"
          + " names are the same in either case. Other fields are ignored.",
      "",
      "Prints:",
      "  {\"fair\": [key], \"winners\": [key], \"totalScore\", \"scores\": {key: score},",
      "   \"referenceScores\": {solver: score}}",
      "A solution's key is its id if all ids in the document differ; otherwise every key is"
          + " solver:id. Lists are ordered by score, highest first. A score is surplus over the"
          + " signed limits plus protocol fees in native wei, rounded down once. A solution is not"
          + " fair if it trades in several directed token pairs and gives one less than the best"
          + " solution that trades in this pair alone. Winners are the fair solutions with the"
          + " largest total that share no directed pair and no order, at most maxWinners; ties"
          + " fall by keccak256(seed, hash of the trades), solutions with score zero get places"
          + " that are left. referenceScores holds, per winning solver, the largest total without"
          + " that solver's solutions.",
      "",
      "Only where there is something to say:",
      "  \"rejected\": {key: reason}   breaks an order's terms, not judged further",
      "  \"unpriced\": {uid: reason}   filled, but scores zero",
      "  \"totalBound\", \"gap\", \"referenceBounds\"   the search was cut short: no set is worth"
          + " more than the bound"
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:decided",
      "2:wrong usage, or the document is not of this form; the field at fault is named"
    })
final class JudgeWinnersCommand implements Callable<Integer> {
  @Option(
      names = "--max-steps",
      paramLabel = "N",
      defaultValue = "" + SelectionRule.DEFAULT_STEPS,
      description = "Elementary operations the search may take; default ${DEFAULT-VALUE}.")
  private long maxSteps;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InputStream input;

  /** Reads standard input. */
  JudgeWinnersCommand() {
    this(System.in);
  }

  JudgeWinnersCommand(InputStream input) {
    this.input = input;
  }

  @Override
  public Integer call() {
    if (maxSteps < 0) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--max-steps must not be negative");
    }
    return Ruling.print(spec, input, document -> WinnersRuling.rule(document, maxSteps));
  }
}
