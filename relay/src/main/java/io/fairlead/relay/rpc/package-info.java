/** JSON-RPC 2.0, independent of how requests arrive: docs/protocol.md section 7. */
@NullMarked
package io.fairlead.relay.rpc;

import org.jspecify.annotations.NullMarked;
