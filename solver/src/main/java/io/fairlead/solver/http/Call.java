package io.fairlead.solver.http;

import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/** A request whose body is there. */
public final class Call {
  private final MatchResult path;
  private final @Nullable String query;
  private final String source;
  private final Function<String, @Nullable String> headers;
  private final byte[] body;
  private final Late late;

  interface Late {
    void within(Duration left, Supplier<Reply> answer);
  }

  Call(
      MatchResult path,
      @Nullable String query,
      String source,
      Function<String, @Nullable String> headers,
      byte[] body,
      Late late) {
    this.path = path;
    this.query = query;
    this.source = source;
    this.headers = headers;
    this.body = body;
    this.late = late;
  }

  /** What a group of the route's pattern matched. */
  public String path(int group) {
    return path.group(group);
  }

  /** What stands behind the question mark, escaped as it came. */
  public @Nullable String query() {
    return query;
  }

  /** The machine it came from; empty if that is not known. */
  public String source() {
    return source;
  }

  /** The first value of a header, whose name may be in any case; null if it was not sent. */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /** The body, not copied; empty for GET. */
  public byte[] body() {
    return body;
  }

  /**
   * Gives another answer in time if the handler has not returned by then, whose own answer is then
   * dropped.
   *
   * @param left until when
   * @param answer asked on the event loop
   */
  public void answerWithin(Duration left, Supplier<Reply> answer) {
    late.within(left, answer);
  }
}
