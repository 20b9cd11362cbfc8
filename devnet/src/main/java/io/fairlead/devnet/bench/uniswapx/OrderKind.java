package io.fairlead.devnet.bench.uniswapx;

import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.bench.arena.Order;

/** One kind of UniswapX's orders: how it is named, hashed and written. */
interface OrderKind {
  /** How the results name the protocol. */
  String settlement();

  /** The contract that takes such orders. */
  String reactor();

  /** The type's name, and so its witness's. */
  String type();

  /** The type's own definition. */
  String definition();

  /** The struct hash the owner signs as witness. */
  Bytes32 witness(Order order, Terms terms);

  /** Writes the order's members as the reactor reads them. */
  void write(AbiWriter struct, Order order, Terms terms);
}
