/** Where an accepted intent stands and how commands about it are answered. */
package io.fairlead.sequencer.intent;
