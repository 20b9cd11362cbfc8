/** What the compiler knows about a contract: its code, storage layout and errors. */
package io.fairlead.chain.artifact;
