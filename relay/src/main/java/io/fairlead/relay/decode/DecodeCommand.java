package io.fairlead.relay.decode;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code fairlead decode}: shows a settlement with everything that was signed, as JSON. */
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = {
      "Reads a settlement back: award, tokens, trades with their signed terms, fills.",
      "Either of a transaction (--rpc and --tx), or of call data as an argument or on standard input"
          + " (with --settlement and --chain-id, or with --rpc)."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:decoded",
      "1:it is not a settlement, or has no such intent",
      "2:wrong usage, or the chain node did not answer"
    })
public final class DecodeCommand implements Callable<Integer> {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int MAX_TEXT = 2 + 2 * SettlementCodec.MAX_CALL_DATA;

  @Option(names = "--rpc", paramLabel = "URL", description = "A chain node.")
  private @Nullable URI rpc;

  @Option(names = "--tx", paramLabel = "HASH", description = "Transaction to read; needs --rpc.")
  private @Nullable String transaction;

  @Option(names = "--settlement", paramLabel = "ADDRESS", description = "The contract.")
  private @Nullable String settlement;

  @Option(names = "--chain-id", paramLabel = "ID", description = "The chain, without --rpc.")
  private @Nullable Long chainId;

  @Option(
      names = "--native-token",
      paramLabel = "ADDRESS",
      description = "Wrapped native token, without --rpc; only needed if native ETH is bought.")
  private @Nullable String nativeToken;

  @Option(names = "--intent", paramLabel = "HASH", description = "Show this intent alone.")
  private @Nullable String intent;

  @Parameters(arity = "0..1", paramLabel = "CALLDATA", description = "0x and hex digits.")
  private @Nullable String callData;

  @Spec private CommandSpec spec = CommandSpec.create();

  private final InputStream input;

  /** Reads standard input where there is no argument. */
  public DecodeCommand() {
    this(System.in);
  }

  DecodeCommand(InputStream input) {
    this.input = input;
  }

  /** What is decoded, and what must be known to do it. */
  private record Source(Bytes callData, Domain domain, Address weth) {}

  private static final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  @Override
  public Integer call() {
    try {
      return print(decode(source()));
    } catch (UsageException e) {
      spec.commandLine().getErr().println(e.getMessage());
    } catch (ChainException | IOException e) {
      spec.commandLine().getErr().println("cannot decode: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      spec.commandLine().getErr().println("not a settlement: " + e.getMessage());
      return 1;
    }
    return 2;
  }

  private int print(ObjectNode bundle) {
    Optional<JsonNode> shown = pick(bundle);
    if (shown.isEmpty()) {
      spec.commandLine().getErr().println("no intent " + intent + " in this settlement");
      return 1;
    }
    spec.commandLine()
        .getOut()
        .println(
            JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(shown.get()));
    spec.commandLine().getOut().flush();
    return 0;
  }

  private Optional<JsonNode> pick(ObjectNode bundle) {
    if (intent == null) {
      return Optional.of(bundle);
    }
    String hash = option("--intent", intent, Bytes32::parse).toString();
    return Stream.of("trades", "baskets")
        .flatMap(list -> bundle.path(list).valueStream())
        .filter(one -> one.path("intentHash").asString("").equals(hash))
        .findFirst();
  }

  private static ObjectNode decode(Source source) {
    Eip712 eip712 = new Eip712(source.domain());
    Address auctioneer =
        SettlementCodec.auctioneer(source.callData(), eip712, SignatureRecovery.best())
            .orElseThrow(() -> new IllegalArgumentException("nobody can have signed its award"));
    SettlementTerms terms = new SettlementTerms(auctioneer, source.weth());
    Bundle bundle = SettlementCodec.decodeCall(source.callData(), terms);
    return new BundleJson(eip712, terms).write(bundle);
  }

  private Source source() throws IOException {
    if (rpc == null) {
      if (transaction != null) {
        throw new UsageException("--tx needs --rpc");
      }
      if (settlement == null || chainId == null || chainId < 0) {
        throw new UsageException("without --rpc, --settlement and --chain-id are needed");
      }
      Address contract = option("--settlement", settlement, Address::parse);
      Address weth =
          nativeToken == null
              ? Address.ZERO
              : option("--native-token", nativeToken, Address::parse);
      return new Source(given(), new Domain(chainId, contract), weth);
    }
    try (EthereumNode chain = EthereumNode.connect(rpc, TIMEOUT)) {
      return source(chain);
    }
  }

  private Source source(EthereumNode chain) throws IOException {
    Bytes data;
    Address contract;
    if (transaction == null) {
      if (settlement == null) {
        throw new UsageException("call data needs --settlement");
      }
      data = given();
      contract = option("--settlement", settlement, Address::parse);
    } else {
      Bytes32 hash = option("--tx", transaction, Bytes32::parse);
      MinedTransaction mined =
          chain
              .chain()
              .transaction(hash)
              .orElseThrow(() -> new UsageException("no transaction " + hash + " on this chain"));
      Address called = mined.to();
      if (called == null) {
        throw new IllegalArgumentException("the transaction creates a contract");
      }
      data = mined.input();
      contract = settlement == null ? called : option("--settlement", settlement, Address::parse);
    }
    Address weth = chain.settlement(contract).weth(chain.chain().head());
    return new Source(data, new Domain(chain.chain().chainId(), contract), weth);
  }

  private Bytes given() throws IOException {
    String text = callData;
    if (text == null) {
      byte[] bytes = input.readNBytes(MAX_TEXT + 2);
      text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }
    return option("the call data", text, Bytes::parse);
  }

  private static <T> T option(String name, String text, Function<String, T> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException(name + ": " + e.getMessage());
    }
  }
}
