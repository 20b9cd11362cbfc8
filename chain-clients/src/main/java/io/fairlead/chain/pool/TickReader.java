package io.fairlead.chain.pool;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.read.ReturnWords;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Reads initialised ticks of Uniswap V3 pools. */
final class TickReader {
  private static final int MAX_TICK = 887_272;

  private final ChainReader chain;

  TickReader(ChainReader chain) {
    this.chain = chain;
  }

  /** Every initialised tick of a pool with its net liquidity, through the pool's whole bitmap. */
  SortedMap<Integer, BigInteger> all(Address pool, int tickSpacing, BlockRef block) {
    // Initialised ticks are multiples of the spacing, so rounding towards zero keeps them all.
    int last = (MAX_TICK / tickSpacing) >> 8;
    int first = (-MAX_TICK / tickSpacing) >> 8;
    List<ContractCall> calls = new ArrayList<>();
    for (int word = first; word <= last; word++) {
      calls.add(UniswapCalls.tickBitmap(pool, word));
    }
    List<Optional<Bytes>> words = chain.callAll(calls, block);
    List<Integer> initialised = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      BigInteger bits = returned(words.get(i)).unsigned(0, 256);
      for (int bit = bits.getLowestSetBit(); bit >= 0; bit = bits.getLowestSetBit()) {
        initialised.add(((first + i) * 256 + bit) * tickSpacing);
        bits = bits.clearBit(bit);
      }
    }
    SortedMap<Integer, BigInteger> ticks = new TreeMap<>();
    read(pool, initialised, ticks, block);
    return ticks;
  }

  /** Brings {@code ticks} up to date where positions began or ended. */
  void refresh(
      Address pool,
      SortedSet<Integer> touched,
      SortedMap<Integer, BigInteger> ticks,
      BlockRef block) {
    read(pool, List.copyOf(touched), ticks, block);
  }

  private void read(
      Address pool, List<Integer> which, SortedMap<Integer, BigInteger> ticks, BlockRef block) {
    List<ContractCall> calls = new ArrayList<>();
    which.forEach(tick -> calls.add(UniswapCalls.ticks(pool, tick)));
    List<Optional<Bytes>> answers = chain.callAll(calls, block);
    for (int i = 0; i < which.size(); i++) {
      ReturnWords words = returned(answers.get(i));
      // Gross liquidity, not net, says whether a tick is initialised: two positions may cancel.
      if (words.unsigned(0, 128).signum() == 0) {
        ticks.remove(which.get(i));
      } else {
        ticks.put(which.get(i), words.signed(1, 128));
      }
    }
  }

  private static ReturnWords returned(Optional<Bytes> answer) {
    return new ReturnWords(
        answer.orElseThrow(() -> new ChainException("a pool does not show its ticks")));
  }
}
