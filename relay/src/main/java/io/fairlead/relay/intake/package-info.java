/** Decides whether an intent is accepted, and says exactly why if it is not. */
@NullMarked
package io.fairlead.relay.intake;

import org.jspecify.annotations.NullMarked;
