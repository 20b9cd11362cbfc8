package io.fairlead.devnet.chain;

/** The development nodes Fairlead runs on. */
public enum ChainKind {
  /** Foundry's Anvil, a native program. */
  ANVIL,
  /** Hardhat's node; slower, and with fewer methods. */
  HARDHAT;

  /** How the command line names it. */
  public String text() {
    return this == ANVIL ? "anvil" : "hardhat";
  }
}
