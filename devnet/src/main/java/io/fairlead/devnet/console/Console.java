package io.fairlead.devnet.console;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Where lines for a person go. Colours only where a terminal shows them. Thread safe. */
public final class Console {
  private final PrintStream out;
  private final boolean colours;
  private final ReentrantLock lock = new ReentrantLock();

  /** Lines go to {@code out}. */
  public Console(PrintStream out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** Standard output, with colours if it is a terminal that wants them. */
  public static Console standard() {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
    boolean wanted = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
    return new Console(System.out, wanted && terminal);
  }

  /** A line. */
  public void line(String text) {
    print("", text);
  }

  /** A line about something good. */
  public void good(String text) {
    print("\u001b[32m", text);
  }

  /** A line about something bad. */
  public void bad(String text) {
    print("\u001b[31m", text);
  }

  /** A line of little weight. */
  public void quiet(String text) {
    print("\u001b[2m", text);
  }

  private void print(String colour, String text) {
    lock.lock();
    try {
      out.println(colours && !colour.isEmpty() ? colour + text + "\u001b[0m" : text);
      out.flush();
    } finally {
      lock.unlock();
    }
  }
}
