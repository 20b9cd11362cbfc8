/** {@code fairlead bench winners}: how long it takes to find who wins together. */
package io.fairlead.devnet.bench.winners;
