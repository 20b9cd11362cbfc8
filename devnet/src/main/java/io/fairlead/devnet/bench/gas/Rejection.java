package io.fairlead.devnet.bench.gas;

import io.fairlead.devnet.bench.arena.Execution;

/** What it costs to come too late: one order in a transaction, filled by another one before. */
public record Rejection(String settlement, String variant, String mode, Execution gas) {}
