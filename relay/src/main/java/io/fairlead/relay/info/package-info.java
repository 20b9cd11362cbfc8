/** What a client has to know of a node before it can talk to it. */
@NullMarked
package io.fairlead.relay.info;

import org.jspecify.annotations.NullMarked;
