package io.fairlead.devnet.bench;

import io.fairlead.devnet.bench.batch.BatchCommand;
import io.fairlead.devnet.bench.gas.GasCommand;
import io.fairlead.devnet.bench.route.RouteCommand;
import io.fairlead.devnet.bench.winners.WinnersCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead bench}: measurements anybody can repeat. */
@Command(
    name = "bench",
    description = "Measurements that run offline and that anybody can repeat.",
    mixinStandardHelpOptions = true,
    subcommands = {BatchCommand.class, GasCommand.class, RouteCommand.class, WinnersCommand.class})
public final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a measurement there is nothing to do. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what is to be measured is missing: batch, gas, route or winners");
  }
}
