package io.fairlead.chain.pool;

import io.fairlead.chain.FakeChainReader;
import io.fairlead.chain.Seeded;
import io.fairlead.chain.read.ChainLog;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Both factories and their pools, with a state for every block. */
final class FakeUniswap extends FakeChainReader {
  static final Address V2 = Address.parse("0x" + "02".repeat(20));
  static final Address V3 = Address.parse("0x" + "03".repeat(20));

  private final Seeded random;
  private final Map<Bytes32, State> states = new HashMap<>();
  private State now = new State();
  private final List<Log> pending = new ArrayList<>();

  private record Log(Address address, List<Bytes32> topics) {}

  static final class Pool {
    final PoolKey key;
    BigInteger a = BigInteger.ZERO;
    BigInteger b = BigInteger.ZERO;
    int tick;
    final SortedMap<Integer, BigInteger> gross = new TreeMap<>();
    final SortedMap<Integer, BigInteger> net = new TreeMap<>();

    Pool(PoolKey key) {
      this.key = key;
    }

    Pool copy() {
      Pool copy = new Pool(key);
      copy.a = a;
      copy.b = b;
      copy.tick = tick;
      copy.gross.putAll(gross);
      copy.net.putAll(net);
      return copy;
    }
  }

  private static final class State {
    final SortedMap<Address, Pool> pools = new TreeMap<>();

    State copy() {
      State copy = new State();
      pools.forEach((address, pool) -> copy.pools.put(address, pool.copy()));
      return copy;
    }
  }

  FakeUniswap(Seeded random) {
    this.random = random;
    contracts = this::answer;
    states.put(head().hash(), now.copy());
  }

  static int spacing(int fee) {
    return switch (fee) {
      case 100 -> 1;
      case 500 -> 10;
      case 3000 -> 60;
      case 10_000 -> 200;
      default -> throw new IllegalArgumentException("no tier " + fee);
    };
  }

  /** Ends a block with everything done since the last one. */
  void mine() {
    headers.mine(1);
    BlockRef block = head();
    states.put(block.hash(), now.copy());
    for (Log log : pending) {
      logs.add(
          new ChainLog(
              log.address,
              log.topics,
              Bytes.EMPTY,
              random.bytes32(),
              block.number(),
              block.hash()));
    }
    pending.clear();
  }

  /** Takes blocks back, with what they did. */
  void drop(int count) {
    headers.drop(count);
    pending.clear();
    now = stateAt(head()).copy();
    List<Bytes32> canonical = headers.blocks().stream().map(BlockRef::hash).toList();
    logs.removeIf(log -> !canonical.contains(log.blockHash()));
  }

  /** A pool without liquidity, if there is none of that key yet. */
  void create(PoolKey key) {
    if (now.pools.values().stream().noneMatch(pool -> pool.key.equals(key))) {
      Address address = random.address();
      now.pools.put(address, new Pool(key));
      pending.add(
          new Log(
              key.isV2() ? V2 : V3,
              List.of(key.isV2() ? UniswapCalls.PAIR_CREATED : UniswapCalls.POOL_CREATED)));
    }
  }

  List<Address> pools() {
    return List.copyOf(now.pools.keySet());
  }

  Pool pool(Address address) {
    return Objects.requireNonNull(now.pools.get(address));
  }

  /** Adds liquidity, or removes it if negative, between two ticks of a V3 pool. */
  void position(Address address, int lower, int upper, BigInteger amount) {
    Pool pool = pool(address);
    change(pool, lower, amount, amount);
    change(pool, upper, amount, amount.negate());
    pending.add(
        new Log(
            address,
            List.of(
                amount.signum() > 0 ? UniswapCalls.MINT : UniswapCalls.BURN,
                random.bytes32(),
                word(BigInteger.valueOf(lower)),
                word(BigInteger.valueOf(upper)))));
  }

  private static void change(Pool pool, int tick, BigInteger gross, BigInteger net) {
    pool.gross.merge(tick, gross, BigInteger::add);
    pool.net.merge(tick, net, BigInteger::add);
    if (BigInteger.ZERO.equals(pool.gross.get(tick))) {
      pool.gross.remove(tick);
      pool.net.remove(tick);
    }
  }

  /** What a reader ought to find at a block, from the model alone. */
  List<PoolState> expected(List<Address> tokens, BlockRef block) {
    List<PoolState> expected = new ArrayList<>();
    stateAt(block)
        .pools
        .forEach((address, pool) -> {
          PoolKey key = pool.key;
          if (!tokens.contains(key.token0()) || !tokens.contains(key.token1())) {
            return;
          }
          if (key.isV2()) {
            if (pool.a.signum() > 0 && pool.b.signum() > 0) {
              expected.add(new PoolState.V2(address, key.token0(), key.token1(), pool.a, pool.b));
            }
          } else if (pool.a.signum() > 0 && !pool.net.isEmpty()) {
            expected.add(
                new PoolState.V3(
                    address,
                    key.token0(),
                    key.token1(),
                    key.fee(),
                    spacing(key.fee()),
                    pool.a,
                    pool.b,
                    pool.tick,
                    pool.net));
          }
        });
    return expected;
  }

  private State stateAt(BlockRef block) {
    return Objects.requireNonNull(states.get(block.hash()));
  }

  private Optional<Bytes> answer(ContractCall call, BlockRef block) {
    State state = stateAt(block);
    ByteBuffer data = ByteBuffer.wrap(call.data().bytes());
    byte[] selector = new byte[4];
    data.get(selector);
    Bytes function = Bytes.of(selector);
    if (call.to().equals(V2) || call.to().equals(V3)) {
      Address token0 = address(data);
      Address token1 = address(data);
      int fee = call.to().equals(V2) ? PoolKey.V2 : number(data);
      PoolKey key = new PoolKey(token0, token1, fee);
      return Optional.of(
          state.pools.entrySet().stream()
              .filter(entry -> entry.getValue().key.equals(key))
              .map(entry -> words(new BigInteger(1, entry.getKey().bytes())))
              .findFirst()
              .orElse(words(BigInteger.ZERO)));
    }
    Pool pool = state.pools.get(call.to());
    if (pool == null) {
      return Optional.of(Bytes.EMPTY);
    }
    if (function.equals(UniswapCalls.RESERVES)) {
      return Optional.of(words(pool.a, pool.b, BigInteger.valueOf(block.timestamp())));
    }
    if (function.equals(UniswapCalls.SLOT0)) {
      return Optional.of(words(pool.a, BigInteger.valueOf(pool.tick), BigInteger.ZERO));
    }
    if (function.equals(UniswapCalls.LIQUIDITY)) {
      return Optional.of(words(pool.b));
    }
    int spacing = spacing(pool.key.fee());
    if (function.equals(UniswapCalls.TICK_SPACING)) {
      return Optional.of(words(BigInteger.valueOf(spacing)));
    }
    int argument = number(data);
    if (call.equals(UniswapCalls.ticks(call.to(), argument))) {
      return Optional.of(
          words(
              pool.gross.getOrDefault(argument, BigInteger.ZERO),
              pool.net.getOrDefault(argument, BigInteger.ZERO),
              BigInteger.TEN));
    }
    if (call.equals(UniswapCalls.tickBitmap(call.to(), argument))) {
      BigInteger bits = BigInteger.ZERO;
      for (int tick : pool.gross.keySet()) {
        int compressed = tick / spacing;
        if (Math.floorDiv(compressed, 256) == argument) {
          bits = bits.setBit(Math.floorMod(compressed, 256));
        }
      }
      return Optional.of(words(bits));
    }
    return Optional.empty();
  }

  private static Address address(ByteBuffer data) {
    byte[] word = new byte[32];
    data.get(word);
    return Address.of(Arrays.copyOfRange(word, 12, 32));
  }

  private static int number(ByteBuffer data) {
    byte[] word = new byte[32];
    data.get(word);
    return new BigInteger(word).intValueExact();
  }

  private static Bytes words(BigInteger... values) {
    ByteBuffer out = ByteBuffer.allocate(32 * values.length);
    for (BigInteger value : values) {
      out.put(word(value).bytes());
    }
    return Bytes.of(out.array());
  }

  private static Bytes32 word(BigInteger value) {
    byte[] word = new byte[32];
    BigInteger rest = value;
    for (int i = 31; i >= 0; i--) {
      word[i] = rest.byteValue();
      rest = rest.shiftRight(8);
    }
    return Bytes32.of(word);
  }
}
