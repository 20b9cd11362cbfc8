/** What operators can see of the node while it runs. */
@NullMarked
package io.fairlead.relay.metrics;

import org.jspecify.annotations.NullMarked;
