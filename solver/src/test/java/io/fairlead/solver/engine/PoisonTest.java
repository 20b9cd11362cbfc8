package io.fairlead.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.fairlead.solver.http.Reply;
import io.fairlead.solver.strategy.Strategies;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One item of a request is poison, everything else is as it was: the answer is the one without it,
 * from every strategy, and the log says what was left out.
 */
class PoisonTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.fairlead.solver");

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  static Stream<Arguments> everyPoisonAndStrategy() {
    return Stream.concat(Poisons.pools(), Stream.concat(Poisons.orders(), Poisons.tokens()))
        .flatMap(poison ->
            Strategies.all().stream().map(strategy -> Arguments.of(poison, strategy.name())));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("everyPoisonAndStrategy")
  void whatIsGoodIsSolvedAsWithoutIt(Poisons.Poison poison, String strategy) throws IOException {
    JsonNode alone = solve(good(), strategy);
    assertThat(alone.size()).isPositive();
    log.list.clear();
    ObjectNode spoilt = good();
    poison.add().accept(spoilt);
    JsonNode answer = solve(spoilt, strategy);
    assertThat(answer.get(0)).as("the best solution").isEqualTo(alone.get(0));
    // What is odd but may be used may move the last digits of the prices in lesser solutions.
    if (!poison.reported().isEmpty()) {
      assertThat(answer).isEqualTo(alone);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("failed"))
        .anyMatch(line -> line.contains(poison.reported()))
        .noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
  }

  /** Twice the same is no contradiction. */
  @Test
  void whatIsSaidTwiceIsOne() throws IOException {
    ObjectNode twice = good();
    Poisons.liquidity(twice).add(Poisons.liquidity(twice).get(0).deepCopy());
    Poisons.orders(twice).add(Poisons.orders(twice).get(0).deepCopy());
    assertThat(solve(twice, "bestpath")).isEqualTo(solve(good(), "bestpath"));
  }

  @Test
  void deepJsonIsRefusedAndTheNextRequestSolved() throws IOException {
    EngineApi engine = engine("bestpath");
    for (String body :
        new String[] {
          "[".repeat(100_000),
          "{\"a\":".repeat(100_000),
          "{\"id\":\"7\",\"liquidity\":" + "[".repeat(17) + "]".repeat(17) + "}"
        }) {
      Reply reply =
          engine.solve("there", body.getBytes(StandardCharsets.UTF_8), (left, late) -> {});
      assertThat(reply.status()).isEqualTo(400);
    }
    assertThat(solutions(engine, good()).size()).isPositive();
  }

  private static ObjectNode good() throws IOException {
    try (InputStream file = PoisonTest.class.getResourceAsStream("/cow-five-kinds.json")) {
      return (ObjectNode) JSON.readTree(Objects.requireNonNull(file).readAllBytes());
    }
  }

  private static EngineApi engine(String strategy) {
    return new EngineApi(
        Strategies.named(strategy).orElseThrow(),
        new EngineConfig(
            "127.0.0.1",
            0,
            1,
            4,
            EngineConfig.MAX_BODY_BYTES,
            Duration.ofMillis(50),
            Duration.ofSeconds(60)),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static JsonNode solve(ObjectNode request, String strategy) {
    return solutions(engine(strategy), request);
  }

  private static JsonNode solutions(EngineApi engine, ObjectNode request) {
    Reply reply = engine.solve("here", JSON.writeValueAsBytes(request), (left, late) -> {});
    String body = new String(reply.body().bytes(), StandardCharsets.UTF_8);
    assertThat(reply.status()).as(body).isEqualTo(200);
    return JSON.readTree(body).get("solutions");
  }
}
