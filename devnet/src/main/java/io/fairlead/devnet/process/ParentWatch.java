package io.fairlead.devnet.process;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends this process when its parent has gone. */
public final class ParentWatch {
  /** Environment variable by which a parent asks for it: {@code 1}. */
  public static final String VARIABLE = "FAIRLEAD_ENDS_WITH_INPUT";

  private static final Logger log = LoggerFactory.getLogger(ParentWatch.class);

  private ParentWatch() {}

  /** Exits in an orderly way at the end of {@code input}, if the environment asks for it. */
  public static void startIfAsked(InputStream input) {
    if (!"1".equals(System.getenv(VARIABLE))) {
      return;
    }
    Thread.ofPlatform().daemon().name("parent watch").start(() -> awaitEnd(input));
  }

  private static void awaitEnd(InputStream input) {
    try {
      while (input.read() >= 0) {
        // Nothing is ever sent; only the end matters.
      }
    } catch (IOException e) {
      log.debug("standard input failed", e);
    }
    System.exit(0);
  }
}
