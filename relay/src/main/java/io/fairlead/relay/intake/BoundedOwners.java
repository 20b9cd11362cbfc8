package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/**
 * Lets only so many questions about owners run at a time, because they run strangers' code in the
 * chain node; what is above that is refused at once.
 */
record BoundedOwners(OwnerAccounts owners, Semaphore places) implements OwnerAccounts {
  @Override
  public boolean hasCode(Address owner) {
    return ask(() -> owners.hasCode(owner));
  }

  @Override
  public boolean isPresigned(Address owner, Bytes32 digest) {
    return ask(() -> owners.isPresigned(owner, digest));
  }

  @Override
  public boolean accepts(Address owner, Bytes32 digest, Bytes signature) {
    return ask(() -> owners.accepts(owner, digest, signature));
  }

  @Override
  public boolean acceptsOnceDeployed(
      Address owner, Bytes32 digest, Bytes signature, Address factory, Bytes factoryCall) {
    return ask(() -> owners.acceptsOnceDeployed(owner, digest, signature, factory, factoryCall));
  }

  private boolean ask(BooleanSupplier question) {
    if (!places.tryAcquire()) {
      throw new RpcFault(RpcError.OVERLOADED, "the node is busy, nothing was kept");
    }
    try {
      return question.getAsBoolean();
    } finally {
      places.release();
    }
  }
}
