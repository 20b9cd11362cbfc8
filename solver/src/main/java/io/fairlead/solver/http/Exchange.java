package io.fairlead.solver.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** A request from its head to its one answer. Only the event loop touches it. */
final class Exchange {
  /** How long a client that is told off may go on sending before it is hung up on. */
  private static final long LINGER_MILLIS = 300;

  private final HttpServerRequest request;
  private final Vertx vertx;
  private final Limits limits;
  private final Refusals refusals;
  private final long timer;
  private Buffer body = Buffer.buffer();
  private boolean isRead = true;
  private boolean isClosing;
  private @Nullable Runnable release;

  Exchange(HttpServerRequest request, Vertx vertx, Limits limits, Refusals refusals) {
    this.request = request;
    this.vertx = vertx;
    this.limits = limits;
    this.refusals = refusals;
    this.timer = vertx.setTimer(limits.request().toMillis(), late -> late());
  }

  HttpMethod method() {
    return request.method();
  }

  boolean declaredTooLong() {
    String length = request.getHeader("content-length");
    try {
      return length != null && Long.parseLong(length) > limits.maxBody();
    } catch (NumberFormatException e) {
      return true;
    }
  }

  /**
   * Reads the body.
   *
   * @param then run when it is there
   * @param whenReleased run once, whichever way this ends
   */
  void read(Runnable then, Runnable whenReleased) {
    isRead = false;
    release = whenReleased;
    // A body that is not read to its end; one that is worked on keeps its place until it is done.
    request.exceptionHandler(broken -> releaseUnread());
    request.response().endHandler(answered -> releaseUnread());
    request.handler(chunk -> {
      if (isAnswered()) {
        return;
      }
      if (body.length() + chunk.length() > limits.maxBody()) {
        refuseOversized();
      } else {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(end -> {
      if (!isAnswered()) {
        isRead = true;
        then.run();
      }
    });
  }

  Call call(Matcher path) {
    byte[] bytes = body.getBytes();
    body = Buffer.buffer();
    SocketAddress from = request.remoteAddress();
    String host = from == null ? null : from.hostAddress();
    Context context = vertx.getOrCreateContext();
    return new Call(
        path.toMatchResult(),
        request.query(),
        host == null ? "" : host,
        name -> request.getHeader(name),
        bytes,
        (left, answer) ->
            context.runOnContext(ignored ->
                vertx.setTimer(
                    Math.max(1, left.toMillis()),
                    late -> {
                      if (!isAnswered()) {
                        reply(answer.get());
                      }
                    })));
  }

  /** Gives the place of its body back. */
  void release() {
    Runnable held = release;
    release = null;
    if (held != null) {
      held.run();
    }
  }

  private void releaseUnread() {
    if (!isRead) {
      body = Buffer.buffer();
      release();
    }
  }

  void refuse(int status, String code, @Nullable String field, String message) {
    reply(refusals.of(status, code, field, message));
  }

  void refuseMethod(String allowed) {
    request.response().putHeader("allow", allowed);
    refuse(405, "method", "method", allowed + " only");
  }

  void refuseOversized() {
    closing().refuse(413, "tooLarge", "body", "longer than " + limits.maxBody() + " bytes");
  }

  void refuseBusy() {
    Exchange refused = isRead && request.isEnded() ? this : closing();
    refused.refuse(429, "busy", null, "too many requests at once");
  }

  private void late() {
    if (isRead) {
      closing().refuse(503, "timeout", null, "not done in time");
    } else {
      closing().refuse(408, "timeout", "body", "not sent in time");
    }
  }

  /** Whatever else is sent is not worth reading. */
  private Exchange closing() {
    if (!isAnswered()) {
      isClosing = true;
      request.response().putHeader("connection", "close");
    }
    return this;
  }

  private boolean isAnswered() {
    return request.response().ended() || request.response().closed();
  }

  /** Answers, unless it was before. */
  void reply(Reply reply) {
    vertx.cancelTimer(timer);
    if (isAnswered()) {
      return;
    }
    HttpServerResponse response = request.response();
    response
        .setStatusCode(reply.status())
        .putHeader("content-type", "application/json")
        .putHeader("content-length", Integer.toString(reply.body().bytes().length));
    Future<Void> sent =
        HttpMethod.HEAD.equals(request.method())
            ? response.end()
            : response.end(Buffer.buffer(reply.body().bytes()));
    if (isClosing) {
      // The header alone would let a body that never ends hold the connection; hung up on at once,
      // a client that is still sending would not see the answer.
      sent.onComplete(
          done -> vertx.setTimer(LINGER_MILLIS, lingered -> request.connection().close()));
    }
  }
}
