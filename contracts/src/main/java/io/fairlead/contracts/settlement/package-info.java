/** What the Settlement contract executes: its arithmetic, call data and events. */
package io.fairlead.contracts.settlement;
