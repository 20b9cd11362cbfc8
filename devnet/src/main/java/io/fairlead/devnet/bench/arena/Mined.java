package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.primitive.Bytes32;

/**
 * A transaction that is in a block.
 *
 * @param succeeded whether it did not revert
 * @param gasUsed as its receipt says: everything the sender pays for
 */
public record Mined(Bytes32 hash, boolean succeeded, long gasUsed) {}
