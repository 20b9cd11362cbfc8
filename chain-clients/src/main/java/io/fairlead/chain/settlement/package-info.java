/** The Settlement contract as this chain holds it: its state and what it has executed. */
package io.fairlead.chain.settlement;
