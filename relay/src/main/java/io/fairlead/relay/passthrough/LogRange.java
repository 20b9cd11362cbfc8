package io.fairlead.relay.passthrough;

import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Keeps {@code eth_getLogs} to few blocks: one request must not make the chain node scan it all.
 */
final class LogRange {
  /** Most blocks of one request. */
  static final long MAX_BLOCKS = 1_000;

  private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,15}");

  private LogRange() {}

  /**
   * Checks the filter.
   *
   * @throws RpcFault unless it names one block, or two block numbers not far apart
   */
  static void check(JsonNode params) {
    JsonNode filter = params.path(0);
    if (params.size() != 1 || !filter.isObject()) {
      throw new RpcFault(RpcError.INVALID_PARAMS, "params must be one filter object");
    }
    if (filter.hasNonNull("blockHash") || isNewest(filter.path("fromBlock"))) {
      return;
    }
    long from = number(filter, "fromBlock");
    long to = number(filter, "toBlock");
    if (to - from >= MAX_BLOCKS) {
      throw new RpcFault(
          RpcError.INVALID_PARAMS, "at most " + MAX_BLOCKS + " blocks at once", "toBlock");
    }
  }

  private static boolean isNewest(JsonNode tag) {
    return tag.isMissingNode() || tag.isNull() || "latest".equals(tag.asString(""));
  }

  private static long number(JsonNode filter, String name) {
    String text = filter.path(name).asString("");
    if (!QUANTITY.matcher(text).matches()) {
      throw new RpcFault(
          RpcError.INVALID_PARAMS,
          name + " must be a block number, so that the range is bounded",
          name);
    }
    return Long.parseLong(text.substring(2), 16);
  }
}
