/** Which of many numbered things hang together. */
package io.fairlead.auction.partition;
