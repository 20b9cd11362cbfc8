package io.fairlead.relay.solvers.dialout;

import io.fairlead.auction.engine.EngineNotification;

/** A connection on which a solver has logged in. Never blocks. */
interface Link {
  /** Says that the login is accepted. */
  void welcome();

  /** Sends a request, as a change if the solver has something to start from. */
  void ask(Call call);

  /** Tells what became of a solution. */
  void tell(EngineNotification notification);

  /** Another connection took its place. */
  void replaced();
}
