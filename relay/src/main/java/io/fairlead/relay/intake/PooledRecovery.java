package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Recovers on a few platform threads: it is processor work, and the native call would hold a
 * virtual thread's carrier. What does not fit in the queue is refused at once.
 */
public final class PooledRecovery implements SignatureRecovery, AutoCloseable {
  private final SignatureRecovery recovery;
  private final ThreadPoolExecutor threads;

  /**
   * @param threads how many may run at once
   * @param queue how many may wait
   */
  public PooledRecovery(SignatureRecovery recovery, int threads, int queue) {
    this.recovery = recovery;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue),
            Thread.ofPlatform().daemon().name("recovery-", 0).factory());
  }

  /**
   * {@inheritDoc}
   *
   * @throws RpcFault {@link RpcError#OVERLOADED} if too many are waiting
   */
  @Override
  public Optional<Address> recover(Bytes32 digest, Signature signature) {
    try {
      Future<Optional<Address>> result = threads.submit(() -> recovery.recover(digest, signature));
      return result.get();
    } catch (RejectedExecutionException e) {
      throw new RpcFault(RpcError.OVERLOADED, "the node is busy, nothing was kept");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcFault(RpcError.OVERLOADED, "the node is stopping, nothing was kept");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
