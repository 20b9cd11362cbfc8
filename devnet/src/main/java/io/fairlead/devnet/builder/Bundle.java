package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.DecodedTransaction;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Transactions which go into one block together, in this order and next to each other, or not at
 * all.
 *
 * @param hash keccak of the transactions' hashes one after another
 * @param block the only block it may be in
 * @param minTimestamp earliest block time in Unix seconds; 0 for any
 * @param maxTimestamp latest block time in Unix seconds; 0 for any
 * @param mayRevert hashes of those of its transactions that may revert
 */
record Bundle(
    Bytes32 hash,
    List<DecodedTransaction> transactions,
    long block,
    long minTimestamp,
    long maxTimestamp,
    Set<Bytes32> mayRevert) {
  Bundle {
    transactions = List.copyOf(transactions);
    mayRevert = Set.copyOf(mayRevert);
  }

  /** Its hash; the block is not part of it. */
  static Bytes32 hash(List<DecodedTransaction> transactions) {
    return Keccak.hash(transactions.stream().map(one -> one.hash().bytes()).toArray(byte[][]::new));
  }

  /** Highest tip per gas first, weighted by gas limits and rounded down; then by hash. */
  static Comparator<Bundle> best(BigInteger baseFee) {
    return Comparator.<Bundle, BigInteger>comparing(bundle -> bundle.tip(baseFee))
        .reversed()
        .thenComparing(Bundle::hash);
  }

  long gasLimit() {
    return transactions.stream().mapToLong(one -> one.gasLimit()).sum();
  }

  private BigInteger tip(BigInteger baseFee) {
    BigInteger total = BigInteger.ZERO;
    for (DecodedTransaction one : transactions) {
      BigInteger gas = BigInteger.valueOf(one.gasLimit());
      total = total.add(one.effectiveTip(baseFee).multiply(gas));
    }
    return total.divide(BigInteger.valueOf(Math.max(1, gasLimit())));
  }
}
