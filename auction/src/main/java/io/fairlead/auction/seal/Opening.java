package io.fairlead.auction.seal;

import io.fairlead.auction.engine.Solution;

/** A solution with what opens its commitment. */
public record Opening(Solution solution, Seal seal) {}
