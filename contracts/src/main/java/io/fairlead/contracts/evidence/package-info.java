/** What relays and solvers have at stake, what a relay commits to, and the calls that prove it. */
package io.fairlead.contracts.evidence;
