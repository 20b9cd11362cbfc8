/** Live events and their history, per intent and per batch. */
@NullMarked
package io.fairlead.relay.stream;

import org.jspecify.annotations.NullMarked;
