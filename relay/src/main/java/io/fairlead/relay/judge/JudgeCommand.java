package io.fairlead.relay.judge;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code fairlead judge}: scores and decides auctions by the rules of docs/protocol.md. */
@Command(
    name = "judge",
    mixinStandardHelpOptions = true,
    description = {
      "Scores executions and decides auctions, by the same rules as the auctioneer.",
      "Each command reads one JSON document from standard input and prints one."
    },
    subcommands = {JudgeWinnersCommand.class, JudgeScoreCommand.class})
public final class JudgeCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Its commands read standard input. */
  public JudgeCommand() {}

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed");
  }
}
