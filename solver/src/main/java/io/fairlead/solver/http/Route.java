package io.fairlead.solver.http;

import java.util.regex.Pattern;

/**
 * What answers a path.
 *
 * @param path all of it, unescaped as it came
 * @param atOnce on the event loop, even if all threads are busy: for what takes no time
 */
public record Route(Method method, Pattern path, boolean atOnce, Handler handler) {
  /** GET stands for HEAD too. */
  public enum Method {
    /** Without a body. */
    GET("GET, HEAD"),
    /** With a body. */
    POST("POST");

    private final String allowed;

    Method(String allowed) {
      this.allowed = allowed;
    }

    String allowed() {
      return allowed;
    }
  }

  /** The work; an exception it throws is answered with 500 and logged by its class alone. */
  public interface Handler {
    /** Answers on a thread of the server's pool. */
    Reply answer(Call call);
  }

  /** Answers GET on a pool's thread. */
  public static Route get(String path, Handler handler) {
    return new Route(Method.GET, Pattern.compile(path), false, handler);
  }

  /** Answers POST on a pool's thread. */
  public static Route post(String path, Handler handler) {
    return new Route(Method.POST, Pattern.compile(path), false, handler);
  }

  /** Answers GET on the event loop. */
  public static Route atOnce(String path, Handler handler) {
    return new Route(Method.GET, Pattern.compile(path), true, handler);
  }
}
