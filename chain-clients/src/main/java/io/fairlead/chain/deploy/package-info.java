/** Creates and calls contracts by public transactions, for development chains and operators. */
package io.fairlead.chain.deploy;
