/** The shared nonce lane: who was given which bit of it. */
@NullMarked
package io.fairlead.relay.lane;

import org.jspecify.annotations.NullMarked;
