package io.fairlead.devnet.cli;

import io.fairlead.devnet.bench.BenchCommand;
import io.fairlead.devnet.builder.BuilderCommand;
import io.fairlead.devnet.process.ParentWatch;
import io.fairlead.devnet.replay.ReplayCommand;
import io.fairlead.devnet.sandbox.SandboxCommand;
import io.fairlead.relay.decode.DecodeCommand;
import io.fairlead.relay.judge.JudgeCommand;
import io.fairlead.relay.node.NodeCommand;
import io.fairlead.relay.verify.VerifyCommand;
import io.fairlead.solver.command.SolverCommand;
import java.io.PrintWriter;
import java.util.Properties;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code fairlead}. */
@Command(
    name = "fairlead",
    description = "Intent relay, fair batch auction and solver.",
    mixinStandardHelpOptions = true,
    versionProvider = Fairlead.Version.class,
    subcommands = {
      DevnetCommand.class,
      NodeCommand.class,
      VerifyCommand.class,
      ReplayCommand.class,
      SandboxCommand.class,
      DecodeCommand.class,
      JudgeCommand.class,
      BuilderCommand.class,
      BenchCommand.class,
      SolverCommand.class,
      CommandLine.HelpCommand.class,
    })
public final class Fairlead implements Runnable {
  private static final Set<String> SERVERS = Set.of("node", "solver", "builder", "sandbox");

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Picocli creates it. */
  public Fairlead() {
    this.spec = CommandLine.Model.CommandSpec.create();
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // Before the first logger: its configuration reads this where FAIRLEAD_LOG says nothing.
    boolean server = arguments.length > 0 && SERVERS.contains(arguments[0]);
    System.setProperty("fairlead.log", server ? "INFO" : "WARN");
    ParentWatch.startIfAsked(System.in);
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Fairlead())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(Fairlead::misused)
        .setExecutionExceptionHandler(Fairlead::report);
  }

  /** Without a command there is nothing to do. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed");
  }

  /** Says what is wrong and where help is; a page of help would push it off the screen. */
  private static int misused(CommandLine.ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("See '" + name + " --help'.");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static int report(Exception e, CommandLine command, CommandLine.ParseResult arguments) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    command.getErr().println("fairlead " + command.getCommandName() + ": " + message);
    if (Boolean.getBoolean("fairlead.stacktrace")) {
      e.printStackTrace(command.getErr());
    }
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Fairlead.class.getPackage().getImplementationVersion();
      Properties java = System.getProperties();
      return new String[] {
        "fairlead " + (version == null ? "development" : version),
        "Java " + java.getProperty("java.version"),
      };
    }
  }
}
