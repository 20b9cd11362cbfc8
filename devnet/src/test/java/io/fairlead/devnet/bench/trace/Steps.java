package io.fairlead.devnet.bench.trace;

import io.fairlead.contracts.primitive.Address;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes traces as a chain node does. */
public final class Steps {
  /** The accounts of the traces. */
  public static final Address SENDER = account(0x501);

  /** Called by the transaction. */
  public static final Address CONTRACT = account(0xc01);

  /** Called by the contract. */
  public static final Address TOKEN = account(0x701);

  private final ObjectNode answer = JsonMapper.shared().createObjectNode();
  private final ArrayNode steps = answer.putArray("structLogs");

  /** An account with a short number. */
  public static Address account(int number) {
    return Address.parse("0x%040x".formatted(number));
  }

  /** Text of an account as on the stack. */
  public static String word(Address address) {
    return "0x" + address.toString().substring(2).replaceFirst("^0+", "");
  }

  /**
   * Appends a step.
   *
   * @param gas left before it
   * @param cost as the node says, which of a call holds what it sends along
   * @param stack from the bottom
   */
  public Steps step(int depth, String op, long gas, long cost, String... stack) {
    ObjectNode step = steps.addObject();
    step.put("op", op).put("gas", gas).put("gasCost", cost).put("depth", depth).put("refund", 0);
    ArrayNode words = step.putArray("stack");
    List.of(stack).forEach(words::add);
    return this;
  }

  /** With what was earned back at the end. */
  public Steps refund(long refund) {
    ((ObjectNode) steps.get(steps.size() - 1)).put("refund", refund);
    return this;
  }

  /** Without the stacks. */
  public Steps withoutStacks() {
    steps.forEach(step -> ((ObjectNode) step).remove("stack"));
    return this;
  }

  /** What the node answers. */
  public ObjectNode answer() {
    return answer;
  }

  /** Reads it. */
  public Trace read() {
    return Trace.read(SENDER, CONTRACT, answer);
  }

  /**
   * A contract that asks a token for a balance, then has it moved, and writes an event. The first
   * call touches the token's slot 7 first, so the second one does not.
   */
  public static Steps askThenMove() {
    String token = word(TOKEN);
    return new Steps()
        .step(1, "PUSH1", 100_000, 3)
        .step(1, "STATICCALL", 99_997, 98_000, "0x0", "0x0", token, "0xffff")
        .step(2, "SLOAD", 60_000, 2_100, "0x7")
        .step(2, "RETURN", 57_900, 10)
        .step(1, "CALL", 95_287, 94_000, "0x0", "0x0", token, "0xffff")
        .step(2, "SLOAD", 50_000, 100, "0x7")
        .step(2, "SSTORE", 49_900, 2_900, "0x1", "0x7")
        .step(2, "LOG3", 47_000, 1_756)
        .step(2, "STOP", 45_244, 0)
        .step(1, "KECCAK256", 90_431, 36)
        .step(1, "STATICCALL", 90_395, 88_000, "0x0", "0x0", "0x1", "0xffff")
        .step(1, "LOG1", 87_295, 1_006)
        .step(1, "STOP", 86_289, 0);
  }
}
