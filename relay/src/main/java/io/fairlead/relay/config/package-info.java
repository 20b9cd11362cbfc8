/** The node's settings: one JSON file, every mistake in it named by its key. */
@NullMarked
package io.fairlead.relay.config;

import org.jspecify.annotations.NullMarked;
