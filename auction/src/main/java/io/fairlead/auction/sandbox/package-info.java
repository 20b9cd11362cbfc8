/** A solver's answer tried on a recorded auction. Pure: nothing is kept, nobody is asked. */
@NullMarked
package io.fairlead.auction.sandbox;

import org.jspecify.annotations.NullMarked;
