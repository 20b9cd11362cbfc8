package io.fairlead.chain.read;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;

/** A block and the one it stands on. */
public record Header(BlockRef block, Bytes32 parentHash) {}
