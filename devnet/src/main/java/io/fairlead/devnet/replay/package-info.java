/** {@code fairlead replay}: recorded auctions as a place to try solvers and rules. */
@NullMarked
package io.fairlead.devnet.replay;

import org.jspecify.annotations.NullMarked;
