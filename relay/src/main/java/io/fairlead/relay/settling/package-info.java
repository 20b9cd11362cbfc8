/** Plugs the chain into the auction: pool states, simulation, submission, evidence. */
@NullMarked
package io.fairlead.relay.settling;

import org.jspecify.annotations.NullMarked;
