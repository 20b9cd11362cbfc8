/** Reference prices, computed from pinned pool states by a published rule. */
package io.fairlead.auction.price;
