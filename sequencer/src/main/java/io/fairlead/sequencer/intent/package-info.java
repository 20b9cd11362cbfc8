/** Where an accepted intent stands and how commands about it are answered. */
@NullMarked
package io.fairlead.sequencer.intent;

import org.jspecify.annotations.NullMarked;
