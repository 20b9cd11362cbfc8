/** Clients of an Ethereum node: {@link io.fairlead.chain.EthereumNode} makes all of them. */
package io.fairlead.chain;
