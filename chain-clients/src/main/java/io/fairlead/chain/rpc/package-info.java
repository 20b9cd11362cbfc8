/** JSON-RPC over HTTP to a node or builder that is not trusted to answer well or at all. */
package io.fairlead.chain.rpc;
