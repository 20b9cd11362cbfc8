/**
 * A small JSON-RPC client over HTTP, for development nodes and for everything of ours that speaks
 * JSON-RPC.
 */
@NullMarked
package io.fairlead.devnet.rpc;

import org.jspecify.annotations.NullMarked;
