package io.fairlead.devnet.bench.gas;

import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.arena.Contender;
import io.fairlead.devnet.bench.fairlead.AsNode;
import io.fairlead.devnet.bench.fairlead.Fairlead;
import io.fairlead.devnet.bench.fairlead.Variant;
import io.fairlead.devnet.bench.gpv2.Gpv2;
import java.util.List;
import java.util.function.Function;

/** One size of settlement, with whatever tokens an arena has. */
final class TokenBench {
  private static final int ORDERS = 100;
  private static final List<Function<Arena, Contender>> CONTENDERS =
      List.of(
          arena -> Fairlead.prepare(arena, Variant.ALLOWANCE_SHARED, false),
          arena -> AsNode.prepare(arena, Variant.ALLOWANCE_OWNER),
          Gpv2::deploy);

  private TokenBench() {}

  static List<TokenRow> rows(Meter meter, String token) {
    Arena arena = meter.arena();
    List<? extends Signer> owners = arena.owners(ORDERS);
    return CONTENDERS.stream()
        .map(deploy ->
            arena.undone(() -> {
              Contender contender = deploy.apply(arena);
              contender.admit(owners);
              return new TokenRow(token, meter.measure(contender, ORDERS));
            }))
        .toList();
  }
}
