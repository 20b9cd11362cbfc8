package io.fairlead.relay.http;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/** Runs a bounded number of blocking tasks, never on the event loop. Thread safe. */
final class WorkPool {
  private final ExecutorService threads;
  private final Semaphore free;

  WorkPool(ExecutorService threads, int max) {
    this.threads = threads;
    this.free = new Semaphore(max);
  }

  /** Starts the task, or returns false at once if too many are running. */
  boolean tryRun(Runnable task) {
    if (!free.tryAcquire()) {
      return false;
    }
    try {
      threads.execute(() -> {
        try {
          task.run();
        } finally {
          free.release();
        }
      });
      return true;
    } catch (RejectedExecutionException stopping) {
      free.release();
      return false;
    }
  }
}
