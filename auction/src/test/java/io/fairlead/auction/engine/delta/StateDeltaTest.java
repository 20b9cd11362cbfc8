package io.fairlead.auction.engine.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

final class StateDeltaTest {
  @Test
  void aChangeLeadsByteForByteToWhatItWasMadeOf() {
    RandomAuctions.forAll(
        300,
        random -> {
          SolveRequest current = sorted(random.request());
          RequestState held = received(RequestState.of(current));
          for (int step = 0; step < 8; step++) {
            current = next(random, current);
            RequestState sent = RequestState.of(current);
            StateDelta delta = StateDelta.between(held, sent).orElseThrow();
            held = overTheWire(delta).apply(held).orElseThrow();
            assertThat(held.text()).isEqualTo(sent.text());
            assertThat(held.hash()).isEqualTo(sent.hash());
            // And it is a request like any other.
            assertThat(held.request()).isEqualTo(received(sent).request());
          }
        });
  }

  @Test
  void unrelatedRequestsAreReachedToo() {
    RandomAuctions.forAll(
        200,
        random -> {
          RequestState before = RequestState.of(sorted(random.request()));
          RequestState after = RequestState.of(sorted(random.request()));
          assertThat(
                  overTheWire(StateDelta.between(before, after).orElseThrow())
                      .apply(received(before))
                      .orElseThrow()
                      .text())
              .isEqualTo(after.text());
        });
  }

  @Test
  void nothingChangedIsAnEmptyPatch() {
    RequestState state = RequestState.of(sorted(new RandomAuctions(3).request()));
    assertThat(StateDelta.between(state, state).orElseThrow().patch().isEmpty()).isTrue();
  }

  @Test
  void anotherBaseOrAnotherResultIsNoState() {
    RandomAuctions.forAll(
        100,
        random -> {
          RequestState a = RequestState.of(sorted(random.request()));
          RequestState b = RequestState.of(sorted(random.request()));
          StateDelta delta = StateDelta.between(a, b).orElseThrow();
          if (!a.equals(b)) {
            assertThat(delta.apply(b)).isEmpty();
          }
          assertThat(new StateDelta(a.hash(), Bytes32.ZERO, delta.patch()).apply(a)).isEmpty();
          ObjectNode changed = ((ObjectNode) delta.patch()).deepCopy();
          changed.withObject("/set").put("effectiveGasPrice", "1" + random.uint(64));
          assertThat(new StateDelta(a.hash(), b.hash(), changed).apply(a)).isEmpty();
        });
  }

  @Test
  void whatDoesNotFitNamesItsPlace() {
    RequestState state = RequestState.of(sorted(new RandomAuctions(3).request()));
    for (String[] bad :
        new String[][] {
          {"{\"drop\":[\"nothing\"]}", "$.drop[0]: there is no such member"},
          {"{\"in\":{\"nothing\":{}}}", "$.in.nothing: there is no such object"},
          {"{\"set\":[]}", "$.set: must be an object"},
          {"{\"drop\":{}}", "$.drop: must be an array"},
        }) {
      StateDelta delta =
          new StateDelta(
              state.hash(),
              state.hash(),
              Json.parse(bad[0].getBytes(StandardCharsets.UTF_8)).node());
      assertThatThrownBy(() -> delta.apply(state))
          .isInstanceOf(JsonFormatException.class)
          .hasMessage(bad[1]);
    }
  }

  @Test
  void aRequestInAnotherOrderIsSentWhole() {
    RandomAuctions random = new RandomAuctions(11);
    SolveRequest request = sorted(random.request());
    List<Liquidity> backwards = List.of(random.liquidity("2"), random.liquidity("1"));
    SolveRequest odd =
        new SolveRequest(
            "1",
            request.tokens(),
            request.orders(),
            backwards,
            request.effectiveGasPrice(),
            request.deadline());
    assertThat(StateDelta.between(RequestState.of(request), RequestState.of(odd))).isEmpty();
  }

  @Test
  void swapsInAFewOfManyPoolsAreAFractionOfTheWhole() {
    RandomAuctions random = new RandomAuctions(5);
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      pools.add(random.pool("%05d".formatted(i)));
    }
    SolveRequest before = sorted(with(random.request(), pools));
    List<Liquidity> moved = new ArrayList<>(pools);
    for (int i = 0; i < 400; i += 20) {
      moved.set(i, swapped(random, pools.get(i)));
    }
    RequestState to = RequestState.of(with(before, moved));
    StateDelta delta = StateDelta.between(RequestState.of(before), to).orElseThrow();
    int changed = Json.canonical(delta.write()).length();
    assertThat(changed * 20)
        .as("%d of %d", changed, to.text().length())
        .isLessThan(to.text().length());
  }

  private static SolveRequest next(RandomAuctions random, SolveRequest last) {
    SortedMap<Address, TokenInfo> tokens = new TreeMap<>(last.tokens());
    List<Order> orders = new ArrayList<>(last.orders());
    List<Liquidity> pools = new ArrayList<>(last.liquidity());
    if (random.bool() && !tokens.isEmpty()) {
      Address token = tokens.firstKey();
      TokenInfo info = Objects.requireNonNull(tokens.get(token));
      tokens.put(
          token,
          new TokenInfo(
              random.bool() ? info.decimals() : null,
              info.symbol(),
              random.bool() ? random.uint(256) : null,
              info.availableBalance(),
              info.trusted()));
    }
    SolveRequest fresh = random.request();
    if (random.bool()) {
      tokens.putAll(fresh.tokens());
      orders.addAll(fresh.orders());
      for (int i = 0; i < fresh.liquidity().size(); i++) {
        String id = Integer.toString(100 + random.below(900));
        pools.removeIf(pool -> pool.id().equals(id));
        pools.add(random.liquidity(id));
      }
    }
    if (random.bool() && !orders.isEmpty()) {
      orders.remove(random.below(orders.size()));
    }
    if (!pools.isEmpty()) {
      int at = random.below(pools.size());
      pools.set(at, swapped(random, pools.get(at)));
    }
    if (random.below(4) == 0 && !pools.isEmpty()) {
      pools.remove(random.below(pools.size()));
    }
    if (random.below(8) == 0 && !tokens.isEmpty()) {
      tokens.remove(tokens.lastKey());
    }
    return sorted(
        new SolveRequest(
            random.bool() ? last.id() : fresh.id(),
            tokens,
            orders,
            pools,
            random.bool() ? last.effectiveGasPrice() : random.uint(256),
            Instant.ofEpochMilli(random.below(Integer.MAX_VALUE))));
  }

  private static Liquidity swapped(RandomAuctions random, Liquidity pool) {
    return switch (pool) {
      case Liquidity.ConstantProduct pair ->
          new Liquidity.ConstantProduct(
              pair.id(),
              pair.address(),
              pair.gasEstimate(),
              pair.router(),
              pair.token0(),
              pair.token1(),
              random.uint(112),
              random.uint(112),
              pair.feeBps());
      case Liquidity.Concentrated tick -> {
        SortedMap<Integer, BigInteger> net = new TreeMap<>(tick.liquidityNet());
        if (!net.isEmpty() && random.bool()) {
          net.remove(net.firstKey());
        }
        yield new Liquidity.Concentrated(
            tick.id(),
            tick.address(),
            tick.gasEstimate(),
            tick.router(),
            tick.token0(),
            tick.token1(),
            random.uint(160),
            random.uint(128),
            tick.tick(),
            net,
            tick.feePips());
      }
      default -> random.liquidity(pool.id());
    };
  }

  private static SolveRequest with(SolveRequest request, List<Liquidity> pools) {
    return new SolveRequest(
        request.id(),
        request.tokens(),
        request.orders(),
        pools,
        request.effectiveGasPrice(),
        request.deadline());
  }

  private static SolveRequest sorted(SolveRequest request) {
    return new SolveRequest(
        request.id(),
        request.tokens(),
        request.orders().stream().sorted(Comparator.comparing(Order::uid)).toList(),
        request.liquidity().stream().sorted(Comparator.comparing(Liquidity::id)).toList(),
        request.effectiveGasPrice(),
        request.deadline());
  }

  private static RequestState received(RequestState state) {
    return RequestState.of(Json.parse(state.text().getBytes(StandardCharsets.UTF_8)).node());
  }

  private static StateDelta overTheWire(StateDelta delta) {
    return StateDelta.read(Json.parse(Json.canonicalBytes(delta.write())));
  }
}
