/** The node's HTTP and WebSocket edge: transport, limits per sender, health and metrics. */
@NullMarked
package io.fairlead.relay.http;

import org.jspecify.annotations.NullMarked;
