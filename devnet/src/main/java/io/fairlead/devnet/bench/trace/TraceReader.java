package io.fairlead.devnet.bench.trace;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Goes through the steps of a trace, call by call. What a step cost is the gas before it less the
 * gas before the next one of the same call; a node's own figure for a call is of no use, because it
 * holds what was sent along.
 */
final class TraceReader {
  private static final Set<String> CALLS = Set.of("CALL", "CALLCODE", "DELEGATECALL", "STATICCALL");
  private static final Set<String> KEEPS_STORAGE = Set.of("CALLCODE", "DELEGATECALL");
  private static final Set<String> LOOKS =
      Set.of("BALANCE", "EXTCODESIZE", "EXTCODECOPY", "EXTCODEHASH");
  private static final Set<String> SLOTS = Set.of("SLOAD", "SSTORE");

  private final Address sender;
  private final Address to;
  private final JsonNode steps;
  private final Access access;
  private final List<Charge> charges = new ArrayList<>();
  private int next;
  private int frames;

  TraceReader(Address sender, Address to, JsonNode steps) {
    this.sender = sender;
    this.to = to;
    this.steps = steps;
    this.access = new Access(sender, to);
  }

  Trace read() {
    if (steps.isEmpty()) {
      throw new TraceException("the trace has no steps");
    }
    long gas = frame(new Frame(frames++, to, to, false, null), depth(0));
    Trace trace =
        new Trace(sender, to, charges, steps.path(steps.size() - 1).path("refund").asLong());
    if (next != steps.size() || trace.gas() != gas) {
      throw unclear("the end");
    }
    return trace;
  }

  /** Reads the steps of one call; what it cost with all it called. */
  private long frame(Frame frame, int depth) {
    long start = gas(next);
    while (true) {
      JsonNode step = steps.path(next);
      long gas = gas(next++);
      long cost = step.path("gasCost").asLong();
      Touch touch = touch(frame, step);
      // Before the called contract's: the call itself is the first touch.
      boolean cold = access.isFirst(touch);
      if (next == steps.size() || depth(next) < depth) {
        charges.add(charge(frame, step, cost, touch, cold, null));
        return start - gas + cost;
      }
      int place = charges.size();
      @Nullable Frame callee = null;
      long inner = 0;
      if (depth(next) > depth) {
        callee = callee(frame, step);
        inner = frame(callee, depth + 1);
        if (next == steps.size() || depth(next) != depth) {
          throw unclear("the return from a call");
        }
      }
      long own = gas - gas(next) - inner;
      if (own < 0 || (!CALLS.contains(op(step)) && own != cost)) {
        throw unclear(op(step));
      }
      charges.add(place, charge(frame, step, own, touch, cold, callee));
    }
  }

  private Charge charge(
      Frame frame,
      JsonNode step,
      long gas,
      @Nullable Touch touch,
      boolean cold,
      @Nullable Frame callee) {
    Charge charge = new Charge(frame, op(step), gas, touch, cold, callee);
    boolean dear = gas >= (touch instanceof Touch.Slot ? Charge.COLD_SLOT : Charge.COLD_ACCOUNT);
    if ((cold && !dear) || (op(step).equals("SLOAD") && cold != dear)) {
      throw unclear("a first touch");
    }
    return charge;
  }

  private Frame callee(Frame frame, JsonNode step) {
    if (!CALLS.contains(op(step))) {
      throw unclear(op(step));
    }
    Address code = account(step, 1);
    return new Frame(
        frames++,
        code,
        KEEPS_STORAGE.contains(op(step)) ? frame.storage() : code,
        frame.reading() || op(step).equals("STATICCALL"),
        frame);
  }

  private static @Nullable Touch touch(Frame frame, JsonNode step) {
    String op = op(step);
    if (CALLS.contains(op)) {
      return new Touch.Account(account(step, 1));
    }
    if (LOOKS.contains(op)) {
      return new Touch.Account(account(step, 0));
    }
    return SLOTS.contains(op) ? new Touch.Slot(frame.storage(), word(step, 0)) : null;
  }

  private static String op(JsonNode step) {
    return step.path("op").asString();
  }

  private long gas(int index) {
    return steps.path(index).path("gas").asLong();
  }

  private int depth(int index) {
    return steps.path(index).path("depth").asInt();
  }

  /** A word of the stack, 0 being the top. */
  private static BigInteger word(JsonNode step, int fromTop) {
    JsonNode stack = step.path("stack");
    String text = stack.path(stack.size() - 1 - fromTop).asString();
    if (!text.startsWith("0x")) {
      throw new TraceException("the trace has no stacks");
    }
    return new BigInteger(text.substring(2), 16);
  }

  private static Address account(JsonNode step, int fromTop) {
    BigInteger word = word(step, fromTop);
    byte[] bytes = HexFormat.of().parseHex("%064x".formatted(word));
    byte[] last = new byte[Address.SIZE];
    System.arraycopy(bytes, bytes.length - Address.SIZE, last, 0, Address.SIZE);
    return Address.of(last);
  }

  private TraceException unclear(String what) {
    return new TraceException("the trace does not explain " + what + " at step " + (next - 1));
  }
}
