package io.fairlead.auction.engine.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.primitive.Bytes32;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A reader with a memory, against the one that knows nothing. */
class RequestReaderTest {
  @Test
  void readsWhatItWouldReadWithoutMemory() {
    RequestReader reader = new RequestReader();
    RandomAuctions.forAll(
        300,
        random -> {
          SolveRequest request = auction(random, 1 + random.below(12));
          for (int step = 0; step < 4; step++) {
            byte[] body = EngineJson.writeRequest(request);
            Received received = reader.read(body);
            assertThat(received.request()).isEqualTo(request);
            assertThat(received.ordersLeftOut()).isZero();
            assertThat(received.poolsLeftOut()).isZero();
            assertThat(new RequestReader().read(body).request()).isEqualTo(request);
            request = later(random, request);
          }
        });
  }

  /**
   * Most orders are read from the bytes, not by the fallback: else there would be no test of it.
   */
  @Test
  void ordersInTheUsualFormAreReadFromTheBytes() {
    RandomAuctions.forAll(
        200,
        random -> {
          Order order = withoutFees(random.order());
          byte[] body = text(auction(random, List.of(order)));
          Cursor cursor = new Cursor(body);
          int begin = indexOf(body, "\"orders\":[") + "\"orders\":[".length();
          cursor.to(begin);
          assertThat(new OrderText(body).read(cursor)).isEqualTo(order);
          assertThat((char) cursor.peek()).isEqualTo(']');
        });
  }

  @Test
  void whatWasThereBeforeIsTakenOver() {
    RandomAuctions random = new RandomAuctions(5);
    RequestReader reader = new RequestReader();
    List<Order> orders = orders(random, 200);
    SolveRequest first = reader.read(text(auction(random, orders))).request();
    List<Order> fewer = new ArrayList<>(orders);
    fewer.subList(10, 70).clear();
    fewer.add(3, random.order());
    SolveRequest second = reader.read(text(auction(random, fewer))).request();
    assertThat(second.orders()).isEqualTo(fewer);
    Set<Order> taken = identities(second.orders());
    taken.retainAll(identities(first.orders()));
    assertThat(taken).hasSize(140);
  }

  private static Set<Order> identities(List<Order> orders) {
    Set<Order> same = Collections.newSetFromMap(new IdentityHashMap<>());
    same.addAll(orders);
    return same;
  }

  @Test
  void poolsAreTakenOverTooAndQuotesLeaveTheMemoryAlone() {
    RandomAuctions random = new RandomAuctions(6);
    RequestReader reader = new RequestReader();
    SolveRequest request = auction(random, 30);
    List<Liquidity> before = reader.read(text(request)).request().liquidity();
    assertThat(before).isNotEmpty();
    SolveRequest quote = quote(auction(random, 2));
    assertThat(reader.read(text(quote)).request()).isEqualTo(quote);
    List<Liquidity> after = reader.read(text(request)).request().liquidity();
    IntStream.range(0, before.size())
        .forEach(i -> assertThat(after.get(i)).isSameAs(before.get(i)));
  }

  @Test
  void whatIsLeftOutIsCounted() {
    RandomAuctions random = new RandomAuctions(7);
    List<Order> orders = orders(random, 3).stream().map(RequestReaderTest::withoutFees).toList();
    String text = new String(text(auction(random, orders)), StandardCharsets.US_ASCII);
    String large =
        text.replaceFirst(
                "\"fullBuyAmount\":\"[0-9]+\"", "\"fullBuyAmount\":\"" + "9".repeat(60) + '"')
            .replaceFirst(
                "\"liquidity\":\\[", "\"liquidity\":[{\"kind\":\"tomorrow's\",\"id\":\"x\"},");
    RequestReader reader = new RequestReader();
    for (int time = 0; time < 2; time++) {
      Received received = reader.read(large.getBytes(StandardCharsets.US_ASCII));
      assertThat(received.ordersLeftOut()).isEqualTo(1);
      assertThat(received.poolsLeftOut()).isEqualTo(1);
      assertThat(received.request().orders()).isEqualTo(orders.subList(1, 3));
      assertThat(found(received, orders.get(1).uid())).containsExactly(orders.get(1));
      assertThat(found(received, orders.get(2).uid())).containsExactly(orders.get(2));
    }
  }

  @Test
  void theIndexFindsEveryOrderThatIsSoughtAsOftenAsItIsThere() {
    RandomAuctions.forAll(
        100,
        random -> {
          List<Order> orders = orders(random, 1 + random.below(40));
          orders.addAll(orders.subList(0, orders.size() / 2));
          Received received = new RequestReader().read(text(auction(random, orders)));
          Order sought = orders.get(random.below(orders.size()));
          assertThat(found(received, sought.uid()))
              .containsOnly(sought)
              .hasSize((int) orders.stream().filter(sought::equals).count());
          assertThat(found(received, new IntentUid(Bytes32.ZERO, random.address(), 5))).isEmpty();
        });
  }

  @Test
  void theLimitsAreTheSame() {
    RandomAuctions random = new RandomAuctions(8);
    byte[] many = new byte[Json.MAX_BYTES + 1];
    assertThat(refusal(new RequestReader()::read, many)).contains("larger than");
    String pool = "{\"kind\":\"k\"}";
    byte[] pools =
        text(
            auction(random, 0),
            "\"liquidity\":[",
            pool + ("," + pool).repeat(EngineJson.MAX_POOLS));
    assertThat(refusal(new RequestReader()::read, pools))
        .isEqualTo("$.liquidity: more than 50000 elements");
    byte[] fit =
        text(
            auction(random, 0),
            "\"liquidity\":[",
            pool + ("," + pool).repeat(EngineJson.MAX_POOLS - 1));
    assertThat(new RequestReader().read(fit).poolsLeftOut()).isEqualTo(EngineJson.MAX_POOLS);
    // The root, the array and the element are levels too.
    for (int levels : new int[] {12, 13, 14}) {
      String deep = "{\"kind\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
      byte[] body = text(auction(random, 0), "\"liquidity\":[", deep);
      assertThat(refusal(new RequestReader()::read, body))
          .isEqualTo(refusal(EngineJson::readRequest, body));
      String unknown = "{\"kind\":\"k\",\"z\":" + "[".repeat(levels) + "]".repeat(levels) + "}";
      byte[] other = text(auction(random, 0), "\"liquidity\":[", unknown);
      assertThat(refusal(new RequestReader()::read, other))
          .isEqualTo(refusal(EngineJson::readRequest, other));
    }
  }

  private static @Nullable String refusal(
      RequestReaderAgainstChangesTest.Reading reading, byte[] body) {
    try {
      reading.read(body);
      return null;
    } catch (JsonFormatException e) {
      return e.getMessage();
    }
  }

  @Test
  void refusalsNameThePath() {
    RandomAuctions random = new RandomAuctions(9);
    RequestReader reader = new RequestReader();
    List<Order> orders = orders(random, 3);
    String good = new String(text(auction(random, orders)), StandardCharsets.US_ASCII);
    reader.read(good.getBytes(StandardCharsets.US_ASCII));
    int third = good.lastIndexOf("\"validTo\":");
    String bad = good.substring(0, third) + "\"validTo\":-" + good.substring(third + 10);
    assertThatThrownBy(() -> reader.read(bad.getBytes(StandardCharsets.US_ASCII)))
        .isInstanceOf(JsonFormatException.class)
        .hasMessage("$.orders[2].validTo: must be an integer from 0 to 4294967295");
  }

  private static List<Order> found(Received received, IntentUid uid) {
    List<Order> found = new ArrayList<>();
    received
        .index()
        .forEach(
            new OrderIndex.Sought(List.of(uid)),
            order -> {
              if (order.uid().equals(uid)) {
                found.add(order);
              }
            });
    return found;
  }

  static byte[] text(SolveRequest request) {
    return EngineJson.writeRequest(request);
  }

  /** With something put in behind a place. */
  private static byte[] text(SolveRequest request, String place, String more) {
    String body = new String(text(request), StandardCharsets.US_ASCII);
    int at = body.indexOf(place) + place.length();
    String rest = body.substring(body.indexOf(']', at));
    return (body.substring(0, at) + more + rest).getBytes(StandardCharsets.US_ASCII);
  }

  private static int indexOf(byte[] body, String text) {
    return new String(body, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  static SolveRequest auction(RandomAuctions random, int orders) {
    return auction(random, orders(random, orders));
  }

  static SolveRequest auction(RandomAuctions random, List<Order> orders) {
    SolveRequest any = random.request();
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < orders.size() / 2; i++) {
      pools.add(random.liquidity(Integer.toString(i)));
    }
    return new SolveRequest(
        "17", any.tokens(), orders, any.baskets(), pools, any.effectiveGasPrice(), any.deadline());
  }

  private static SolveRequest quote(SolveRequest one) {
    return new SolveRequest(
        null,
        one.tokens(),
        one.orders(),
        one.baskets(),
        one.liquidity(),
        one.effectiveGasPrice(),
        one.deadline());
  }

  private static List<Order> orders(RandomAuctions random, int count) {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      orders.add(random.bool() ? random.order() : withoutFees(random.order()));
    }
    return orders;
  }

  static Order withoutFees(Order order) {
    return new Order(
        order.uid(), order.intent(), order.sellAmount(), order.buyAmount(), order.signature());
  }

  /** Some orders and pools gone, some new, some filled in part, sometimes in another order. */
  private static SolveRequest later(RandomAuctions random, SolveRequest request) {
    List<Order> orders = new ArrayList<>();
    for (Order order : request.orders()) {
      switch (random.below(6)) {
        case 0 -> {}
        case 1 -> orders.addAll(List.of(random.order(), order));
        case 2 ->
            orders.add(
                new Order(
                    order.uid(),
                    order.intent(),
                    random.uint(128),
                    random.uint(128),
                    order.signature(),
                    order.feePolicies()));
        default -> orders.add(order);
      }
    }
    List<Liquidity> pools = new ArrayList<>();
    for (Liquidity pool : request.liquidity()) {
      pools.add(random.below(4) == 0 ? random.liquidity(pool.id()) : pool);
    }
    return new SolveRequest(
        request.id(),
        request.tokens(),
        random.below(5) == 0 ? random.shuffled(orders) : orders,
        request.baskets(),
        random.below(5) == 0 ? random.shuffled(pools) : pools,
        request.effectiveGasPrice(),
        request.deadline());
  }
}
