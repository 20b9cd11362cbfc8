package io.fairlead.devnet.bench.gas;

import io.fairlead.devnet.bench.arena.ArenaException;
import io.fairlead.devnet.bench.arena.Execution;
import io.fairlead.devnet.bench.arena.Tracer;
import io.fairlead.devnet.bench.gas.Roles.Role;
import io.fairlead.devnet.bench.trace.Charge;
import io.fairlead.devnet.bench.trace.Precompiled;
import io.fairlead.devnet.bench.trace.Touch;
import java.util.EnumMap;
import java.util.Map;

/**
 * A transaction's gas by what it was spent on, or the difference of two.
 *
 * @param parts gas units of every item
 * @param refund what was given back of their sum
 */
record Spending(Map<Item, Long> parts, long refund) {
  Spending {
    EnumMap<Item, Long> all = new EnumMap<>(Item.class);
    for (Item item : Item.values()) {
      all.put(item, parts.getOrDefault(item, 0L));
    }
    parts = all;
  }

  /**
   * Takes a mined transaction apart.
   *
   * @throws ArenaException unless the parts are what its receipt says, to the unit
   */
  static Spending of(Tracer.Traced traced, Roles roles) {
    traced.trace().requireNoRevert();
    Execution execution = Execution.of(traced.call().data(), traced.trace().gas());
    EnumMap<Item, Long> parts = new EnumMap<>(Item.class);
    parts.put(Item.BASE, execution.base());
    parts.put(Item.CALL_DATA, execution.callData());
    for (Charge charge : traced.trace().charges()) {
      add(parts, charge, roles.of(charge.frame()));
    }
    long sum = parts.values().stream().mapToLong(Long::longValue).sum();
    Spending spending = new Spending(parts, sum - traced.mined().gasUsed());
    if (spending.refund < 0
        || spending.refund > traced.trace().refund()
        || sum != execution.base() + execution.callData() + execution.execution()) {
      throw new ArenaException(
          "the parts add up to %,d gas, the receipt says %,d"
              .formatted(sum, traced.mined().gasUsed()));
    }
    return spending;
  }

  private static void add(Map<Item, Long> parts, Charge charge, Role role) {
    if (role == Role.EXCHANGE) {
      parts.merge(Item.EXCHANGE, charge.gas(), Long::sum);
      return;
    }
    if (!(charge.touch() instanceof Touch.Account account)) {
      parts.merge(item(charge.op(), role), charge.gas(), Long::sum);
    } else if (Precompiled.isRecovery(account.address())) {
      parts.merge(Item.SIGNATURES, charge.gas(), Long::sum);
    } else {
      long touch = charge.cold() ? Charge.COLD_ACCOUNT : Charge.WARM;
      parts.merge(charge.cold() ? Item.COLD_ACCOUNTS : Item.CALLS, touch, Long::sum);
      // What is left is memory for the call.
      parts.merge(code(role), charge.gas() - touch, Long::sum);
    }
  }

  private static Item item(String op, Role role) {
    boolean token = role == Role.TOKEN;
    return switch (op) {
      case "SLOAD", "TLOAD" -> token ? Item.TOKEN_READS : Item.READS;
      case "SSTORE", "TSTORE" -> token ? Item.TOKEN_WRITES : Item.WRITES;
      case "LOG0", "LOG1", "LOG2", "LOG3", "LOG4" -> token ? Item.TOKEN_EVENTS : Item.EVENTS;
      case "KECCAK256", "SHA3" -> role == Role.OWN ? Item.HASHING : code(role);
      default -> code(role);
    };
  }

  private static Item code(Role role) {
    return switch (role) {
      case OWN -> Item.CODE;
      case TOKEN -> Item.TOKEN_CODE;
      case PERMIT2 -> Item.PERMIT2_CODE;
      case EXCHANGE -> Item.EXCHANGE;
    };
  }

  /** Gas units of an item. */
  long of(Item item) {
    return parts.getOrDefault(item, 0L);
  }

  /** Before anything is given back. */
  long sum() {
    return parts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** As the receipt says. */
  long gasUsed() {
    return sum() - refund;
  }

  /** What would be left of the sum if the protocol's own code cost nothing. */
  long withoutCode() {
    return sum() - of(Item.CODE);
  }

  /** How much more this is. */
  Spending minus(Spending other) {
    EnumMap<Item, Long> difference = new EnumMap<>(Item.class);
    parts.forEach((item, gas) -> difference.put(item, gas - other.of(item)));
    return new Spending(difference, refund - other.refund);
  }
}
