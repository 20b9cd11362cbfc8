package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.relay.rpc.Params;
import java.util.List;
import java.util.Optional;

/** What an owner gives with an intent, as JSON: docs/protocol.md sections 1.5 and 1.6. */
final class SignedJson {
  /** The members of {@code intent_submit}. */
  static final List<String> MEMBERS =
      List.of("intent", "basket", "signature", "funding", "permit", "hooks");

  private static final List<String> PERMIT = List.of("value", "deadline", "signature");
  private static final List<String> HOOK = List.of("phase", "target", "gasLimit", "data");

  private SignedJson() {}

  /**
   * Reads all of it.
   *
   * @throws io.fairlead.relay.rpc.RpcFault naming the member at fault
   */
  static SignedIntent read(Params params) {
    Intent intent = IntentJson.read(params, "intent");
    Funding funding = funding(params);
    Bytes signature = bytes(params, "signature", SignedIntent.MAX_SIGNATURE);
    Optional<TokenPermit> permit = params.optional("permit", _ -> permit(params));
    if (permit.isPresent() && funding == Funding.PERMIT2) {
      throw params.invalid("permit", "is for the hub, which funding permit2 does not use");
    }
    Hooks hooks = params.optional("hooks", _ -> hooks(params)).orElse(Hooks.NONE);
    if (!hooks.isEmpty() && !hooks.appData().equals(intent.appData())) {
      throw params.invalid("hooks", "have the appData " + hooks.appData() + ", not the intent's");
    }
    return new SignedIntent(intent, funding, signature, permit, hooks);
  }

  /** The member {@code funding}, an allowance if it is missing. */
  static Funding funding(Params params) {
    return params
        .optional(
            "funding", name -> params.text(name, "\"allowance\" or \"permit2\"", Funding::parse))
        .orElse(Funding.ALLOWANCE);
  }

  /** Bytes of any length up to {@code limit}. */
  static Bytes bytes(Params params, String name, int limit) {
    return params.text(
        name,
        "at most " + limit + " bytes: 0x and pairs of hex digits",
        text -> {
          if (text.length() > 2 + 2 * limit) {
            throw new IllegalArgumentException("too long");
          }
          return Bytes.parse(text);
        });
  }

  private static TokenPermit permit(Params params) {
    Params permit = params.object("permit", PERMIT);
    Signature signature =
        SignatureJudge.ecdsa(bytes(permit, "signature", Signature.SIZE))
            .filter(Signature::isCompactable)
            .orElseThrow(() ->
                permit.invalid("signature", "must be 65 bytes with v 27 or 28, or 64 (EIP-2098)"));
    return new TokenPermit(permit.uint("value", 256), permit.uint("deadline", 256), signature);
  }

  private static Hooks hooks(Params params) {
    List<Hook> calls =
        params.list("hooks", Hooks.MAX_CALLS, HOOK).stream().map(SignedJson::hook).toList();
    try {
      return new Hooks(calls);
    } catch (IllegalArgumentException tooLong) {
      throw params.invalid("hooks", "have at most " + Hooks.MAX_SIZE + " bytes together");
    }
  }

  private static Hook hook(Params hook) {
    return new Hook(
        hook.text("phase", "\"before\" or \"after\"", SignedJson::phase),
        hook.address("target"),
        hook.number("gasLimit", 0, Hook.MAX_GAS),
        bytes(hook, "data", Hooks.MAX_SIZE));
  }

  private static Hook.Phase phase(String text) {
    return switch (text) {
      case "before" -> Hook.Phase.BEFORE;
      case "after" -> Hook.Phase.AFTER;
      default -> throw new IllegalArgumentException("no phase");
    };
  }
}
