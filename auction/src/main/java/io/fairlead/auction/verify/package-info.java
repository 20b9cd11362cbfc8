/** Replays a transcript against the chain and says where it does not agree. */
package io.fairlead.auction.verify;
