package io.fairlead.solver.plan;

import java.util.ArrayList;
import java.util.List;

/** Where some of a token is held on the way, and what detours are made there with it. */
final class Place {
  private final int token;
  private final double value;
  private final List<Detour> detours = new ArrayList<>();

  /** With {@code value}, at the dual's prices, of {@code token}. */
  Place(int token, double value) {
    this.token = token;
    this.value = value;
  }

  int token() {
    return token;
  }

  double value() {
    return value;
  }

  List<Detour> detours() {
    return detours;
  }
}
