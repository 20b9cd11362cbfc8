/** What travels between the auctioneer and solver engines, and its JSON form. */
package io.fairlead.auction.engine;
