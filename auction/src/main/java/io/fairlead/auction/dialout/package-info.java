/**
 * What a node and a solver that dialled in say to each other, and its JSON form. No sockets: both
 * ends bring their own.
 */
@NullMarked
package io.fairlead.auction.dialout;

import org.jspecify.annotations.NullMarked;
