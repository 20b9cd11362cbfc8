package io.fairlead.devnet.bench.gas;

/**
 * The same settlement with another token.
 *
 * @param token which contract both tokens are
 */
record TokenRow(String token, Measurement measurement) {}
