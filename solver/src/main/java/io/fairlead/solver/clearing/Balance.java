package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;

/**
 * What a pair's orders give and need.
 *
 * @param base wei of the base token they give beyond what they get; below zero if they lack it
 * @param quote the same in the quote token
 */
record Balance(BigInteger base, BigInteger quote) {
  static Balance of(List<FilledOrder> fills, Address base) {
    BigInteger inBase = BigInteger.ZERO;
    BigInteger inQuote = BigInteger.ZERO;
    for (FilledOrder fill : fills) {
      if (fill.order().intent().sellToken().equals(base)) {
        inBase = inBase.add(fill.supplied());
        inQuote = inQuote.subtract(fill.fill().bought());
      } else {
        inQuote = inQuote.add(fill.supplied());
        inBase = inBase.subtract(fill.fill().bought());
      }
    }
    return new Balance(inBase, inQuote);
  }
}
