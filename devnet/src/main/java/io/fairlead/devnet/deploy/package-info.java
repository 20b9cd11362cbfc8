/**
 * Puts tokens, exchanges with liquidity, Permit2 and Settlement on a development chain, and funds
 * wallets.
 */
@NullMarked
package io.fairlead.devnet.deploy;

import org.jspecify.annotations.NullMarked;
