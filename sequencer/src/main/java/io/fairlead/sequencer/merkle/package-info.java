/**
 * The commitment to a batch: a Merkle tree over sorted hashes that proves absence as well as
 * presence.
 */
@NullMarked
package io.fairlead.sequencer.merkle;

import org.jspecify.annotations.NullMarked;
