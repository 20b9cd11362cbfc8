/** Executes a call on top of a block without sending it. */
package io.fairlead.chain.simulate;
