/** What a settlement is worth to its users, in exact fractions of native wei. */
package io.fairlead.auction.score;
