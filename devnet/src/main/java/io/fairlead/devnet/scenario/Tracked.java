package io.fairlead.devnet.scenario;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An intent of a scenario from its submission on. For one thread. */
final class Tracked {
  private final String what;
  private final Signer owner;
  private final Intent intent;
  private final Bytes32 hash;
  private final Expectation expectation;
  private @Nullable JsonNode status;

  Tracked(String what, Signer owner, Intent intent, Bytes32 hash, Expectation expectation) {
    this.what = what;
    this.owner = owner;
    this.intent = intent;
    this.hash = hash;
    this.expectation = expectation;
  }

  /** For people: what kind of intent it is. */
  String what() {
    return what;
  }

  Signer owner() {
    return owner;
  }

  Intent intent() {
    return intent;
  }

  Bytes32 hash() {
    return hash;
  }

  Expectation expectation() {
    return expectation;
  }

  /** The last answer of {@code intent_status}. */
  JsonNode status() {
    return Objects.requireNonNull(status, "never asked for");
  }

  /** Asks for the status and says whether the expectation is met. */
  boolean refresh(RelayClient relay) {
    JsonNode now = relay.status(hash);
    status = now;
    return expectation.met(now);
  }

  /** Whether the last status meets the expectation. */
  boolean met() {
    return status != null && expectation.met(status);
  }
}
