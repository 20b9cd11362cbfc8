package io.fairlead.chain.submit;

import io.fairlead.chain.ChainException;
import java.util.List;
import java.util.stream.Collectors;

/** No builder took a bundle. */
public final class BundleRefusedException extends ChainException {
  private static final long serialVersionUID = 1L;

  private final transient List<Refusal> refusals;

  /** One builder's reason, fit for messages. */
  public record Refusal(String builder, String reason) {}

  BundleRefusedException(List<Refusal> refusals) {
    super(
        "no builder took the bundle: "
            + refusals.stream()
                .map(refusal -> refusal.builder + ": " + refusal.reason)
                .collect(Collectors.joining("; ")));
    this.refusals = List.copyOf(refusals);
  }

  /** Why not, one for each builder. */
  public List<Refusal> refusals() {
    return refusals;
  }
}
