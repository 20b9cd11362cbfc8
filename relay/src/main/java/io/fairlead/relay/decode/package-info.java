/** Reads settlements back from their call data, for explorers and for the curious. */
package io.fairlead.relay.decode;
