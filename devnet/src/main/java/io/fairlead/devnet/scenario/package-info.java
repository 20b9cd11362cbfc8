/**
 * Wallets which use the node as any wallet would, and what they expect to become of their intents.
 */
@NullMarked
package io.fairlead.devnet.scenario;

import org.jspecify.annotations.NullMarked;
