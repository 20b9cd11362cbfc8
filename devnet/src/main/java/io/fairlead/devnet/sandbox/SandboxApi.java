package io.fairlead.devnet.sandbox;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.sandbox.SandboxBatch;
import io.fairlead.auction.sandbox.SandboxJson;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.http.Reply;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is answered, apart from HTTP. Thread safe. */
final class SandboxApi {
  private static final Logger LOG = LoggerFactory.getLogger(SandboxApi.class);

  private static final String DEFAULT_ACCOUNT = "0x0000000000000000000000000000000000000001";

  private final Shelf shelf;
  private final Duration solveTime;
  private final InstantSource clock;

  /**
   * @param solveTime from now to the deadline in an auction that is handed out
   */
  SandboxApi(Shelf shelf, Duration solveTime, InstantSource clock) {
    this.shelf = shelf;
    this.solveTime = solveTime;
    this.clock = clock;
  }

  Reply batches() {
    return Reply.ok(Json.canonicalBytes(SandboxJson.batches(shelf.summaries())));
  }

  Reply auction(long number) {
    return on(
        number,
        batch -> Reply.ok(EngineJson.writeRequest(batch.request(clock.instant().plus(solveTime)))));
  }

  /**
   * Tries an answer.
   *
   * @param account as the client gave it; null if it did not
   */
  Reply solve(long number, @Nullable String account, byte[] body) {
    return on(
        number,
        batch ->
            switch (EngineJson.readResponse(body)) {
              case EngineResponse.Solutions answer ->
                  Reply.ok(
                      Json.canonicalBytes(
                          SandboxJson.trial(number, batch.judge(account(account), answer))));
              case EngineResponse.Declined _ ->
                  malformed("$.error", "$.error: there is nothing to judge in a refusal");
            });
  }

  private interface Use {
    Reply of(SandboxBatch batch);
  }

  private Reply on(long number, Use use) {
    try {
      Optional<SandboxBatch> batch = shelf.batch(number);
      return batch.isEmpty()
          ? SandboxErrors.of(404, "unknownBatch", null, "no such batch has ended here")
          : use.of(batch.get());
    } catch (JsonFormatException e) {
      return malformed(e.path(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      LOG.warn("sandbox.unreadable batch={} error={}", number, e.toString());
      return SandboxErrors.of(
          503, "unavailable", null, "the batch's transcript cannot be read now");
    } catch (RuntimeException e) {
      LOG.error("sandbox.failed batch={}", number, e);
      return SandboxErrors.of(500, "internal", null, "the sandbox failed");
    }
  }

  private static Address account(@Nullable String text) {
    try {
      return Address.parse(text == null ? DEFAULT_ACCOUNT : text);
    } catch (IllegalArgumentException e) {
      throw new JsonFormatException("account", "must be an address: 0x and 40 hex digits");
    }
  }

  private static Reply malformed(String field, String message) {
    return SandboxErrors.of(400, "malformed", field, message);
  }
}
