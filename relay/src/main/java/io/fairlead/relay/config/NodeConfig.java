package io.fairlead.relay.config;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.relay.http.HttpLimits;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything a node is told.
 *
 * @param rpcUrl the chain node
 * @param chainId its EIP-155 id; checked at start
 * @param settlement the Settlement contract
 * @param nativeToken the wrapped native token, in which scores are counted
 * @param tokens every token that is traded, the native one included
 * @param uniswapV2 where V2 pools are found
 * @param uniswapV3 where V3 pools are found
 * @param builders bundle RPCs of builders
 * @param solvers who competes
 * @param host address to listen on
 * @param port port to listen on; 0 takes any free one
 * @param dataDir journal and transcripts
 * @param keys files with private keys
 * @param batch how batches are closed
 * @param auction how they are auctioned
 * @param limits what clients may use
 * @param anchors where batches are anchored; nowhere if empty
 * @param solverRegistry who of the solvers is asked; all if empty
 */
public record NodeConfig(
    URI rpcUrl,
    long chainId,
    Address settlement,
    Address nativeToken,
    List<Address> tokens,
    Optional<Dex> uniswapV2,
    Optional<Dex> uniswapV3,
    List<URI> builders,
    List<SolverEntry> solvers,
    String host,
    int port,
    Path dataDir,
    Keys keys,
    BatchSettings batch,
    AuctionSettings auction,
    Limits limits,
    Optional<Anchors> anchors,
    Optional<Address> solverRegistry) {
  /** Copies the lists. */
  public NodeConfig {
    tokens = List.copyOf(tokens);
    builders = List.copyOf(builders);
    solvers = List.copyOf(solvers);
  }

  /** The EIP-712 domain of this chain and contract. */
  public Domain domain() {
    return new Domain(chainId, settlement);
  }

  /** Contracts of one exchange. */
  public record Dex(Address factory, Address router) {}

  /**
   * Where batches are anchored, by transactions of the receipt key's account.
   *
   * @param registry the relay registry
   */
  public record Anchors(Address registry) {}

  /** A competing solver engine. */
  public record SolverEntry(String name, URI url, Address account) {}

  /** Files with private keys, each {@code 0x} and 64 hex digits. */
  public record Keys(Path auctioneer, Path receipt, Path submitter) {}

  /**
   * How batches are closed.
   *
   * @param everyBlocks blocks from one closing to the next
   * @param minInterval least time from one closing to the next
   * @param maxEntries most intents in one batch
   */
  public record BatchSettings(int everyBlocks, Duration minInterval, int maxEntries) {}

  /**
   * How batches are auctioned.
   *
   * @param solveTimeout what solvers have for everything
   * @param revealTimeout what is kept of it for opening sealed bids
   * @param blocksToLand blocks after the head in which an award can execute
   * @param maxFallbacks further solutions tried after the first did not land
   * @param maxGas gas units of the largest settlement
   * @param pollInterval pause between two looks at the chain's head
   */
  public record AuctionSettings(
      Duration solveTimeout,
      Duration revealTimeout,
      int blocksToLand,
      int maxFallbacks,
      long maxGas,
      Duration pollInterval) {}

  /**
   * What clients may use.
   *
   * @param maxOpenIntents open intents of all owners
   * @param maxOpenPerOwner open intents of one owner
   * @param maxValidity how far ahead a window may end
   * @param http limits of the transport
   */
  public record Limits(
      int maxOpenIntents, int maxOpenPerOwner, Duration maxValidity, HttpLimits http) {}
}
