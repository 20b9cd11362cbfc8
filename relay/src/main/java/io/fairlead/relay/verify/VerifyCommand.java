package io.fairlead.relay.verify;

import io.fairlead.auction.verify.Verdict;
import io.fairlead.auction.verify.VerificationStep;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code fairlead verify}: says whether a batch was decided as its transcript and the rules say.
 */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Replays a batch's transcript and compares it with the chain.",
      "What is not given by an option is taken from --node, and said so."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything agrees",
      "1:something disagrees; the first thing is named",
      "2:wrong usage, or the chain node or the Fairlead node did not answer"
    })
public final class VerifyCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Option(
      names = "--rpc",
      required = true,
      paramLabel = "URL",
      description = "A chain node you trust; with old state, or some things cannot be checked.")
  private URI rpc = URI.create("http://127.0.0.1:8545");

  @Option(names = "--settlement", paramLabel = "ADDRESS", description = "The contract.")
  private @Nullable String settlement;

  @Option(names = "--native-token", paramLabel = "ADDRESS", description = "Wrapped native token.")
  private @Nullable String nativeToken;

  @Option(names = "--receipt-signer", paramLabel = "ADDRESS", description = "Signs receipts.")
  private @Nullable String receiptSigner;

  @Option(
      names = "--rules",
      paramLabel = "HASH",
      description = "Hash of the rules that the operator had published (fairlead_info).")
  private @Nullable String rules;

  @Option(names = "--v2-factory", paramLabel = "ADDRESS", description = "Uniswap V2 factory.")
  private @Nullable String v2Factory;

  @Option(names = "--v3-factory", paramLabel = "ADDRESS", description = "Uniswap V3 factory.")
  private @Nullable String v3Factory;

  @Option(names = "--node", paramLabel = "URL", description = "A Fairlead node to fetch from.")
  private @Nullable URI node;

  @Option(names = "--batch", paramLabel = "N", description = "Which batch to fetch.")
  private @Nullable Long batch;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "A transcript, instead of --batch.")
  private @Nullable Path file;

  @Spec private CommandSpec spec = CommandSpec.create();

  private static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      return print(out, verify(out));
    } catch (UsageException e) {
      err.println(e.getMessage());
    } catch (ChainException e) {
      err.println("cannot verify: " + e.getMessage());
    } catch (IOException e) {
      err.println("cannot read " + file + ": " + reason(e));
    } catch (RuntimeException e) {
      // Code 1 means that something disagrees; a defect here must not be taken for that.
      err.println("cannot verify, this is a defect of the verifier: " + e);
    } finally {
      out.flush();
      err.flush();
    }
    return 2;
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoSuchFileException _ -> "there is no such file";
      case AccessDeniedException _ -> "access is denied";
      case CharacterCodingException _ -> "it is not UTF-8 text";
      default -> String.valueOf(e.getMessage());
    };
  }

  private Verdict verify(PrintWriter out) throws IOException {
    checkUrl("--rpc", rpc);
    if (node != null) {
      checkUrl("--node", node);
    }
    List<String> lines = lines();
    JsonNode info =
        node == null ? JsonNodeFactory.instance.objectNode() : TranscriptFetch.info(node);
    try (EthereumNode chain = EthereumNode.connect(rpc, TIMEOUT)) {
      Address contract = required("--settlement", settlement, info.path("settlement"), out);
      return new BatchVerifier(
              chain,
              contract,
              required("--native-token", nativeToken, info.path("nativeToken"), out),
              required("--receipt-signer", receiptSigner, info.path("receiptSigner"), out),
              address("--v2-factory", v2Factory, info.at("/uniswapV2/factory"), out),
              address("--v3-factory", v3Factory, info.at("/uniswapV3/factory"), out),
              rules())
          .verify(lines);
    }
  }

  /** Never from the node: what it says now need not be what it said before the batch. */
  private Optional<Bytes32> rules() {
    try {
      return Optional.ofNullable(rules).map(Bytes32::parse);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--rules must be a hash: 0x and 64 hex digits");
    }
  }

  private static void checkUrl(String option, URI url) {
    boolean http = "http".equalsIgnoreCase(url.getScheme());
    if ((!http && !"https".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
      throw new UsageException(option + " must be a URL: http://… or https://…");
    }
  }

  private List<String> lines() throws IOException {
    if (file != null && batch == null) {
      return TranscriptFetch.file(file);
    }
    if (file == null && node != null && batch != null) {
      return TranscriptFetch.node(node, batch);
    }
    throw new UsageException("give either a transcript FILE, or --node URL and --batch N");
  }

  private Address required(
      String option, @Nullable String given, JsonNode fromNode, PrintWriter out) {
    return address(option, given, fromNode, out)
        .orElseThrow(() -> new UsageException(option + " is needed without --node"));
  }

  private static Optional<Address> address(
      String option, @Nullable String given, JsonNode fromNode, PrintWriter out) {
    try {
      if (given != null) {
        return Optional.of(Address.parse(given));
      }
      if (!fromNode.isString()) {
        return Optional.empty();
      }
      Address told = Address.parse(fromNode.asString());
      out.println("note  " + option + " " + told + " as the node says");
      return Optional.of(told);
    } catch (IllegalArgumentException e) {
      throw new UsageException(option + " must be an address: 0x and 40 hex digits");
    }
  }

  /** Texts of a transcript are a stranger's; they must not steer the terminal they are shown on. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }

  private int print(PrintWriter out, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Agrees(Verdict.Summary summary)
          when batch != null && batch != summary.batch() -> {
        // A good transcript of another batch proves nothing about the one that was asked for.
        out.println(
            "the transcript DISAGREES: it is of batch " + summary.batch() + ", not " + batch);
        yield 1;
      }
      case Verdict.Agrees(Verdict.Summary summary) -> {
        for (VerificationStep step : VerificationStep.values()) {
          boolean unchecked = summary.unchecked().contains(step);
          out.println(
              (unchecked ? "--    " : "ok    ")
                  + step.text()
                  + (unchecked ? " (the chain node could not tell)" : ""));
        }
        out.println(
            "      %d intents, %d receipts, %d solvers, %d solutions, %d awards, transaction %s"
                .formatted(
                    summary.intents(),
                    summary.receipts(),
                    summary.solvers(),
                    summary.solutions(),
                    summary.awards(),
                    summary.transaction()));
        out.println(
            "      taken on trust: %d simulations that failed, %d unreadable answers"
                .formatted(summary.simulationFailures(), summary.unreadable()));
        out.println("batch " + summary.batch() + " agrees, transcript " + summary.transcriptHash());
        yield 0;
      }
      case Verdict.Disagrees(VerificationStep step, int line, String expected, String found) -> {
        out.println("line " + line + ", " + step.text() + ": expected " + printable(expected));
        out.println("line " + line + ", " + step.text() + ": found    " + printable(found));
        out.println("the transcript DISAGREES in step " + step.text() + " at line " + line);
        yield 1;
      }
    };
  }
}
