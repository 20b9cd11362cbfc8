package io.fairlead.relay.node;

import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes what was opened, last first, whatever fails on the way. */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);
  private static final long VERTX_SECONDS = 3;

  private interface Step {
    void run() throws Exception;
  }

  private final Deque<Step> steps = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    steps.push(part::close);
    return part;
  }

  /** Does not wait for what is running: it is interrupted. */
  ExecutorService add(ExecutorService threads) {
    steps.push(threads::shutdownNow);
    return threads;
  }

  HttpClient add(HttpClient client) {
    steps.push(client::shutdownNow);
    return client;
  }

  Vertx add(Vertx vertx) {
    steps.push(() ->
        vertx
            .close()
            .toCompletionStage()
            .toCompletableFuture()
            .get(VERTX_SECONDS, TimeUnit.SECONDS));
    return vertx;
  }

  void close() {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        LOG.warn("node.stop error={}", e.toString());
      }
    }
  }
}
