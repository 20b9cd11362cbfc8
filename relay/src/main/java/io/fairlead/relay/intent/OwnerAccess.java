package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.TypedDataEncoder;
import io.fairlead.contracts.typeddata.TypedDataJson;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Proof that somebody who asks for an owner's intents is the owner: a signature over {@code
 * Access(address owner,uint32 validTo)}. Whoever knows an intent's hash may see its terms, so
 * hashes of intents that are not public yet are given to their owner only.
 */
public final class OwnerAccess {
  /** How far ahead a proof may end. */
  public static final long MAX_SECONDS = 86_400;

  private static final List<String> MEMBERS = List.of("validTo", "signature");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final TypedDataJson documents;
  private final SignatureRecovery recovery;
  private final LongSupplier unixSeconds;

  /** Proofs in one domain. */
  public OwnerAccess(Domain domain, SignatureRecovery recovery, LongSupplier unixSeconds) {
    this.documents = new TypedDataJson(domain);
    this.recovery = recovery;
    this.unixSeconds = unixSeconds;
  }

  /** What the owner signs. */
  public ObjectNode typedData(Address owner, long validTo) {
    ObjectNode document = documents.cancel(Bytes32.ZERO);
    ObjectNode types = (ObjectNode) document.get("types");
    types.remove("Cancel");
    types
        .putArray("Access")
        .add(JSON.objectNode().put("name", "owner").put("type", "address"))
        .add(JSON.objectNode().put("name", "validTo").put("type", "uint32"));
    document.put("primaryType", "Access");
    document.set(
        "message",
        JSON.objectNode().put("owner", owner.toString()).put("validTo", Long.toString(validTo)));
    return document;
  }

  /**
   * Whether the call proves to come from {@code owner}; false if it does not try ({@code access} is
   * missing).
   *
   * @throws RpcFault if it tries and fails
   */
  boolean proven(Params params, Address owner) {
    if (!params.has("access")) {
      return false;
    }
    check(params, owner, validTo -> typedData(owner, validTo));
    return true;
  }

  /**
   * Checks the proof in member {@code access}.
   *
   * @param signer whose signature it must be
   * @param document what is signed, given when the proof ends
   * @throws RpcFault if it is none
   */
  public void check(Params params, Address signer, LongFunction<ObjectNode> document) {
    Params access = params.object("access", MEMBERS);
    long validTo = access.number("validTo", 0, Intent.MAX_TIME);
    Signature signature =
        access.text("signature", "65 bytes: 0x and 130 hex digits", Signature::parse);
    long now = unixSeconds.getAsLong();
    if (validTo < now) {
      throw new RpcFault(RpcError.EXPIRED, "the proof of access has ended", "access.validTo");
    }
    if (validTo - now > MAX_SECONDS) {
      throw new RpcFault(
          RpcError.VALIDITY_TOO_LONG,
          "a proof of access may end at most " + MAX_SECONDS + " seconds from now",
          "access.validTo");
    }
    Bytes32 digest = TypedDataEncoder.digest(document.apply(validTo));
    if (recovery.recover(digest, signature).filter(signer::equals).isEmpty()) {
      throw new RpcFault(
          RpcError.WRONG_SIGNATURE, "the signature is not that of " + signer, "access.signature");
    }
  }
}
