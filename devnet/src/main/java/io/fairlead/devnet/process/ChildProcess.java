package io.fairlead.devnet.process;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A child process whose output goes to a file. It holds the read end of a pipe whose write end only
 * this process has, and ends when that end closes: so it ends with this process even if that is
 * killed.
 */
public final class ChildProcess implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int TAIL = 25;

  /**
   * Runs a command that knows nothing of the pipe: a helper ends the command when the pipe closes,
   * and the command's own end ends the helper.
   */
  private static final String GUARD =
      """
      exec 3<&0
      "$@" </dev/null 3<&- & child=$!
      trap 'kill -TERM $child 2>/dev/null' TERM INT HUP
      (trap '' INT; read -r _ <&3; kill -TERM $child 2>/dev/null; sleep 3; kill -KILL $child 2>/dev/null) &
      helper=$!
      exec 3<&-
      wait $child; code=$?
      if [ $code -gt 128 ] && kill -0 $child 2>/dev/null; then wait $child; code=$?; fi
      kill -KILL $helper 2>/dev/null
      exit $code
      """;

  private final String name;
  private final Process process;
  private final Deque<String> tail = new ArrayDeque<>();
  private final Thread hook;

  private ChildProcess(String name, Process process, Path logFile) {
    this.name = name;
    this.process = process;
    this.hook = Thread.ofPlatform().name("stop " + name).unstarted(this::stop);
    Runtime.getRuntime().addShutdownHook(hook);
    Thread.ofVirtual().name("output of " + name).start(() -> copyOutput(logFile));
  }

  /**
   * Starts a command that knows nothing of us.
   *
   * @param name for messages
   * @param directory its working directory
   * @param logFile receives what it prints; its folder exists
   */
  public static ChildProcess guarded(
      String name, List<String> command, Path directory, Path logFile) {
    List<String> guarded = new ArrayList<>(List.of("sh", "-c", GUARD, name));
    guarded.addAll(command);
    return run(name, new ProcessBuilder(guarded).directory(directory.toFile()), logFile);
  }

  /**
   * Starts a command which itself ends when its standard input does.
   *
   * @param environment added to this process's
   */
  public static ChildProcess start(
      String name, List<String> command, Map<String, String> environment, Path logFile) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    return run(name, builder, logFile);
  }

  private static ChildProcess run(String name, ProcessBuilder builder, Path logFile) {
    try {
      return new ChildProcess(name, builder.redirectErrorStream(true).start(), logFile);
    } catch (IOException e) {
      throw new ProcessException(name + " cannot be started: " + e.getMessage(), e);
    }
  }

  /** For messages. */
  public String name() {
    return name;
  }

  /** The operating system's process id. */
  public long pid() {
    return process.pid();
  }

  /** Whether it runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until {@code ready} says so, asking about ten times per second.
   *
   * @throws ProcessException if the process ends before, or it takes too long; with its last output
   */
  public void awaitReady(BooleanSupplier ready, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!ready.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new ProcessException(name + " ended with code " + process.exitValue() + describe());
      }
      if (System.nanoTime() > deadline) {
        throw new ProcessException(
            name + " was not ready after " + limit.toSeconds() + " s" + describe());
      }
      try {
        Thread.sleep(80);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ProcessException("interrupted while waiting for " + name, e);
      }
    }
  }

  /** Kills it at once, as a crash or a power cut would. Its own children may survive. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends it and everything it started: first politely, then by force. */
  @Override
  public void close() {
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      log.trace("the virtual machine is already stopping", e);
    }
  }

  private void stop() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      log.trace("the pipe was closed already", e);
    }
    boolean ended = false;
    try {
      ended = process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ended) {
      process.destroyForcibly();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private String describe() {
    synchronized (tail) {
      return tail.isEmpty() ? "" : "; its last lines:\n  " + String.join("\n  ", tail);
    }
  }

  private void copyOutput(Path logFile) {
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Writer file = Files.newBufferedWriter(logFile, CREATE, APPEND)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        file.write(line + "\n");
        file.flush();
        synchronized (tail) {
          tail.addLast(line);
          if (tail.size() > TAIL) {
            tail.removeFirst();
          }
        }
      }
    } catch (IOException | UncheckedIOException e) {
      log.debug("output of {} ended: {}", name, e.toString());
    }
  }
}
