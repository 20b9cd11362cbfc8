package io.fairlead.relay.intake;

import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.sequencer.SequencerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the sequencer. */
final class Waiting {
  private static final long SECONDS = 10;

  private Waiting() {}

  /**
   * What the future gives.
   *
   * @throws RpcFault {@link RpcError#OVERLOADED} if the journal failed, so that nothing was kept;
   *     {@link RpcError#INTERNAL} if the outcome is not known
   */
  static <T> T forResult(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SequencerException) {
        throw new RpcFault(RpcError.OVERLOADED, "the journal failed, nothing was kept");
      }
      throw unknown();
    } catch (TimeoutException e) {
      throw unknown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unknown();
    }
  }

  private static RpcFault unknown() {
    return new RpcFault(
        RpcError.INTERNAL, "the outcome is not known; repeat the call, it is safe to do so");
  }
}
