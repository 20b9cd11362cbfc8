package io.fairlead.chain.rpc;

import io.fairlead.contracts.primitive.BlockRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/** How requests name a block. */
public final class BlockTag {
  /** The newest block. */
  public static final JsonNode LATEST = StringNode.valueOf("latest");

  private BlockTag() {}

  /** Exactly this block and no other of its height (EIP-1898); refused once it left the chain. */
  public static JsonNode of(BlockRef block) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("blockHash", block.hash().toString())
        .put("requireCanonical", true);
  }
}
