package io.fairlead.chain.pool;

import io.fairlead.chain.read.ContractCall;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Calls of Uniswap's factories and pools, and the topics of what moves their ticks. */
final class UniswapCalls {
  /** A position gained liquidity; the ticks are topics 2 and 3. */
  static final Bytes32 MINT = topic("Mint(address,address,int24,int24,uint128,uint256,uint256)");

  /** A position lost liquidity, perhaps none; the ticks are topics 2 and 3. */
  static final Bytes32 BURN = topic("Burn(address,int24,int24,uint128,uint256,uint256)");

  /** A V2 factory made a pair. */
  static final Bytes32 PAIR_CREATED = topic("PairCreated(address,address,address,uint256)");

  /** A V3 factory made a pool. */
  static final Bytes32 POOL_CREATED = topic("PoolCreated(address,address,uint24,int24,address)");

  static final Bytes RESERVES = constant("getReserves()");
  static final Bytes SLOT0 = constant("slot0()");
  static final Bytes LIQUIDITY = constant("liquidity()");
  static final Bytes TICK_SPACING = constant("tickSpacing()");

  private static final AbiFunction GET_PAIR = AbiFunction.of("getPair(address,address)");
  private static final AbiFunction GET_POOL = AbiFunction.of("getPool(address,address,uint24)");
  private static final AbiFunction TICK_BITMAP = AbiFunction.of("tickBitmap(int16)");
  private static final AbiFunction TICKS = AbiFunction.of("ticks(int24)");

  private UniswapCalls() {}

  static ContractCall pair(Address factory, Address token0, Address token1) {
    return new ContractCall(
        factory, GET_PAIR.encode(arguments -> arguments.address(token0).address(token1)));
  }

  static ContractCall pool(Address factory, Address token0, Address token1, int fee) {
    return new ContractCall(
        factory, GET_POOL.encode(arguments -> arguments.address(token0).address(token1).uint(fee)));
  }

  static ContractCall tickBitmap(Address pool, int word) {
    return new ContractCall(pool, TICK_BITMAP.encode(arguments -> arguments.word(signed(word))));
  }

  static ContractCall ticks(Address pool, int tick) {
    return new ContractCall(pool, TICKS.encode(arguments -> arguments.word(signed(tick))));
  }

  private static Bytes32 signed(int value) {
    byte[] word = new byte[Bytes32.SIZE];
    Arrays.fill(word, (byte) (value < 0 ? -1 : 0));
    ByteBuffer.wrap(word).putInt(Bytes32.SIZE - Integer.BYTES, value);
    return Bytes32.of(word);
  }

  private static Bytes constant(String signature) {
    return AbiFunction.of(signature).selector();
  }

  private static Bytes32 topic(String signature) {
    return Keccak.hash(signature.getBytes(StandardCharsets.UTF_8));
  }
}
