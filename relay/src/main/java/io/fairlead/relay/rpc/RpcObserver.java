package io.fairlead.relay.rpc;

/** Sees how calls end, for metrics. Must not throw. */
@FunctionalInterface
public interface RpcObserver {
  /**
   * A call has ended.
   *
   * @param method its name, or {@code unknown}
   * @param outcome {@code ok} or the error's reason
   * @param nanos how long it took
   */
  void ended(String method, String outcome, long nanos);
}
