package io.fairlead.relay.config;

import java.util.List;

/** The settings cannot be used. Never holds what a file with a secret contains. */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /** States everything that is wrong, each beginning with the key at fault. */
  public ConfigException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** Everything that is wrong. */
  public List<String> problems() {
    return problems;
  }
}
