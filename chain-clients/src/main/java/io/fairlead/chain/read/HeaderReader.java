package io.fairlead.chain.read;

import java.util.Optional;

/** Reads block headers of the chain as it is now. Blocking. */
public interface HeaderReader {
  /** The newest block. */
  Header latest();

  /** The block of a height, if the chain is that long. */
  Optional<Header> header(long number);
}
