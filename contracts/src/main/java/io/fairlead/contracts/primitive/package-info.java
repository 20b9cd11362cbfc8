/** Immutable byte values and hashing that everything else is made of. */
package io.fairlead.contracts.primitive;
