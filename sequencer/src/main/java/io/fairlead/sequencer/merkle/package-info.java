/**
 * The commitment to a batch: a Merkle tree over sorted hashes that proves absence as well as
 * presence.
 */
package io.fairlead.sequencer.merkle;
