/**
 * A block builder for development chains: takes bundles over JSON-RPC and mines one block per slot.
 */
@NullMarked
package io.fairlead.devnet.builder;

import org.jspecify.annotations.NullMarked;
