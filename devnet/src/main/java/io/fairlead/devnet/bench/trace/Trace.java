package io.fairlead.devnet.bench.trace;

import io.fairlead.contracts.primitive.Address;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The execution of one transaction.
 *
 * @param sender who sent it
 * @param to the contract it called
 * @param charges what every step cost, in their order
 * @param refund what it earned; how much of that is paid is the receipt's to say
 */
public record Trace(Address sender, Address to, List<Charge> charges, long refund) {
  private static final Set<String> FAILURES = Set.of("REVERT", "INVALID");

  /** Copies the list. */
  public Trace {
    charges = List.copyOf(charges);
  }

  /**
   * Reads what {@code debug_traceCall} answers, stacks included.
   *
   * @throws TraceException if the steps do not explain the gas that is left after them
   */
  public static Trace read(Address sender, Address to, JsonNode answer) {
    return new TraceReader(sender, to, answer.path("structLogs")).read();
  }

  /** What all steps cost. */
  public long gas() {
    return charges.stream().mapToLong(Charge::gas).sum();
  }

  /**
   * What the rest would cost if some calls had not been made. What only they touched first is then
   * touched first by the next that needs it.
   *
   * @throws TraceException if a call reverted, which makes touched things untouched
   */
  public long gasWithout(Set<Frame> calls) {
    requireNoRevert();
    Access access = new Access(sender, to);
    long gas = 0;
    for (Charge charge : charges) {
      boolean left =
          charge.frame().isWithin(calls::contains)
              || (charge.callee() != null && calls.contains(charge.callee()));
      if (!left) {
        boolean cold = access.isFirst(charge.touch());
        gas += charge.gas();
        gas += cold && !charge.cold() ? charge.surcharge() : 0;
      }
    }
    return gas;
  }

  /**
   * Requires that no contract reverted.
   *
   * @throws TraceException if one did
   */
  public void requireNoRevert() {
    if (charges.stream().anyMatch(charge -> FAILURES.contains(charge.op()))) {
      throw new TraceException("a call reverted: what it cost cannot be told apart");
    }
  }
}
