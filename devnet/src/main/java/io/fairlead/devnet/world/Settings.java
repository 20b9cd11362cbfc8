package io.fairlead.devnet.world;

import io.fairlead.devnet.chain.ChainKind;
import java.nio.file.Path;
import java.util.List;

/**
 * What a devnet is made of.
 *
 * @param ports of 127.0.0.1; 0 stands for a free one
 * @param slotMillis time between blocks
 * @param wallets how many wallets have tokens
 * @param strategies one solver process for each name
 * @param runDirectory for logs, keys, data and configuration
 */
public record Settings(
    ChainKind chain,
    Ports ports,
    long slotMillis,
    int wallets,
    List<String> strategies,
    Path runDirectory) {
  /** Copies the list. */
  public Settings {
    strategies = List.copyOf(strategies);
  }

  /**
   * Ports of the processes.
   *
   * @param solver of the first solver; the others follow
   */
  public record Ports(int chain, int relay, int builder, int solver) {
    /** Whatever is free. */
    public static final Ports FREE = new Ports(0, 0, 0, 0);
  }
}
