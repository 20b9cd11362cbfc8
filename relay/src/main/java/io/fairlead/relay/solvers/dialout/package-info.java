/** Solvers that connect to the node instead of being called: their logins, requests and answers. */
@NullMarked
package io.fairlead.relay.solvers.dialout;

import org.jspecify.annotations.NullMarked;
