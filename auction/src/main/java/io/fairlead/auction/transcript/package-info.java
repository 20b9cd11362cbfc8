/** The public record of an auction: its lines, their hash chain, and where they are kept. */
package io.fairlead.auction.transcript;
