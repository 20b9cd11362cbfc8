package io.fairlead.contracts.primitive;

/**
 * One block of the chain.
 *
 * @param number height
 * @param hash its hash; two blocks of one height are told apart by it
 * @param timestamp Unix seconds
 */
public record BlockRef(long number, Bytes32 hash, long timestamp) {}
