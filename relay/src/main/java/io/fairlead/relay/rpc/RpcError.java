package io.fairlead.relay.rpc;

/** Every error a client can get; code and word never change. docs/protocol.md section 7. */
public enum RpcError {
  /** The body is not JSON. */
  PARSE_ERROR(-32700, "parseError"),
  /** The body is JSON but no JSON-RPC 2.0 request. */
  INVALID_REQUEST(-32600, "invalidRequest"),
  /** No such method here. */
  METHOD_NOT_FOUND(-32601, "methodNotFound"),
  /** {@code params} as a whole has the wrong form, or has a member that does not belong there. */
  INVALID_PARAMS(-32602, "invalidParams"),
  /** A defect of the node. */
  INTERNAL(-32603, "internal"),
  /** Body, nesting, text or batch is larger than allowed. */
  TOO_LARGE(-32001, "tooLarge"),
  /** The sender's allowance is used up; nothing was done. */
  RATE_LIMITED(-32002, "rateLimited"),
  /** A field is missing, of the wrong form, or makes no sense. */
  INVALID_FIELD(-32010, "invalidField"),
  /** The node does not trade this token. */
  UNKNOWN_TOKEN(-32011, "unknownToken"),
  /** The window has ended. */
  EXPIRED(-32012, "expired"),
  /** The window ends later than the node accepts. */
  VALIDITY_TOO_LONG(-32013, "validityTooLong"),
  /** Not signed by the owner. */
  WRONG_SIGNATURE(-32014, "wrongSignature"),
  /** The owner has less than would be sold. */
  INSUFFICIENT_BALANCE(-32015, "insufficientBalance"),
  /** The hub may take less than would be sold. */
  INSUFFICIENT_ALLOWANCE(-32016, "insufficientAllowance"),
  /** Used on chain, or by another live intent of the owner. */
  NONCE_USED(-32017, "nonceUsed"),
  /** The owner has as many open intents as allowed. */
  TOO_MANY_OPEN_INTENTS(-32018, "tooManyOpenIntents"),
  /** Solvers answered and none found a price. */
  NO_ROUTE(-32019, "noRoute"),
  /** Never accepted here. */
  UNKNOWN_INTENT(-32020, "unknownIntent"),
  /** Filled, cancelled or expired already. */
  ALREADY_FINAL(-32021, "alreadyFinal"),
  /** The batch is still in flight. */
  BATCH_NOT_ENDED(-32022, "batchNotEnded"),
  /** There is no batch of this number. */
  UNKNOWN_BATCH(-32022, "unknownBatch"),
  /** A nonce of the shared lane that this owner has not reserved, or no longer. */
  NONCE_NOT_RESERVED(-32023, "nonceNotReserved"),
  /** The chain node did not answer. */
  CHAIN_UNAVAILABLE(-32030, "chainUnavailable"),
  /** Too much work is waiting; nothing was kept. */
  OVERLOADED(-32031, "overloaded"),
  /** No solver gave a usable answer in time; whether there is a price is not known. */
  SOLVERS_UNAVAILABLE(-32032, "solversUnavailable");

  private final int code;
  private final String reason;

  RpcError(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  /** JSON-RPC error code. */
  public int code() {
    return code;
  }

  /** The stable word in {@code error.data.reason}. */
  public String reason() {
    return reason;
  }
}
