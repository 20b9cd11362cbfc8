/** Follows the newest block and tells listeners what joined and what left the chain. */
package io.fairlead.chain.head;
