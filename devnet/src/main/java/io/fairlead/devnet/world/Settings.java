package io.fairlead.devnet.world;

import io.fairlead.devnet.chain.ChainKind;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a devnet is made of.
 *
 * @param ports of 127.0.0.1; 0 stands for a free one
 * @param slotMillis time between blocks
 * @param wallets how many wallets have tokens
 * @param strategies one solver process for each name
 * @param guests engines that somebody else runs, asked like the others
 * @param runDirectory for logs, keys, data and configuration
 */
public record Settings(
    ChainKind chain,
    Ports ports,
    long slotMillis,
    int wallets,
    List<String> strategies,
    List<Guest> guests,
    Path runDirectory) {
  /** Copies the lists. */
  public Settings {
    strategies = List.copyOf(strategies);
    guests = List.copyOf(guests);
  }

  /** Without guests. */
  public Settings(
      ChainKind chain,
      Ports ports,
      long slotMillis,
      int wallets,
      List<String> strategies,
      Path runDirectory) {
    this(chain, ports, slotMillis, wallets, strategies, List.of(), runDirectory);
  }

  /**
   * An engine that is not started here. Its account has a bond, tokens and an approval of the hub;
   * the account's key is in {@code keys/solver-NAME.key} of the run directory.
   *
   * @param name lower case letters, digits and {@code -}
   * @param url where it answers {@code POST /solve}; empty if it connects to the node
   */
  public record Guest(String name, Optional<URI> url) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final String DIALS = "dialout";

    /**
     * @throws IllegalArgumentException if the name or the URL is not of that form
     */
    public Guest {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a solver's name is lower case letters, digits and -, not \"" + name + "\"");
      }
      if (url.isPresent()
          && (!"http".equals(url.get().getScheme()) || url.get().getHost() == null)) {
        throw new IllegalArgumentException("a solver's URL is http://HOST:PORT, not " + url.get());
      }
    }

    /** One that answers at {@code url}. */
    public Guest(String name, URI url) {
      this(name, Optional.of(url));
    }

    /** One that connects to the node. */
    public static Guest dialling(String name) {
      return new Guest(name, Optional.empty());
    }

    /**
     * Reads {@code NAME=URL} or {@code NAME=dialout}.
     *
     * @throws IllegalArgumentException if it is not that
     */
    public static Guest parse(String text) {
      int end = text.indexOf('=');
      if (end < 0) {
        throw new IllegalArgumentException("must be NAME=URL or NAME=dialout, not " + text);
      }
      String url = text.substring(end + 1);
      if (DIALS.equals(url)) {
        return dialling(text.substring(0, end));
      }
      try {
        return new Guest(text.substring(0, end), new URI(url));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("a solver's URL is http://HOST:PORT, not " + url, e);
      }
    }

    /** The name of its key and of its place among the solvers. */
    public String role() {
      return "solver-" + name;
    }
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
