package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The calls an owner wants around the settlement: docs/protocol.md section 1.6. An intent commits
 * to them by its {@code appData}.
 *
 * @param calls in the order in which they are made
 */
public record Hooks(List<Hook> calls) {
  /** Most calls of one intent. */
  public static final int MAX_CALLS = 16;

  /**
   * Most bytes of one intent's packed hooks; the chain would take more, which nobody would pay for.
   */
  public static final int MAX_SIZE = 1 << 16;

  /** No calls: what most intents have. */
  public static final Hooks NONE = new Hooks(List.of());

  private static final byte[] TAG = {'h', 'o', 'o', 'k'};

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are too many calls or bytes
   */
  public Hooks {
    calls = List.copyOf(calls);
    if (calls.size() > MAX_CALLS) {
      throw new IllegalArgumentException("an intent has at most " + MAX_CALLS + " hooks");
    }
    if (calls.stream().mapToLong(Hook::size).sum() > MAX_SIZE) {
      throw new IllegalArgumentException("hooks have at most " + MAX_SIZE + " bytes");
    }
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return calls.isEmpty();
  }

  /** {@code phase(1) ‖ target(20) ‖ gasLimit(4) ‖ length(3) ‖ data} of each, one after another. */
  public Bytes packed() {
    ByteBuffer out = ByteBuffer.allocate(calls.stream().mapToInt(Hook::size).sum());
    for (Hook call : calls) {
      int length = call.callData().size();
      out.put((byte) (call.phase() == Hook.Phase.BEFORE ? 0 : 1))
          .put(call.target().bytes())
          .putInt((int) call.gasLimit())
          .put((byte) (length >>> 16))
          .putShort((short) length)
          .put(call.callData().bytes());
    }
    return Bytes.of(out.array());
  }

  /**
   * Reads what {@link #packed} wrote; no bytes are no calls.
   *
   * @throws IllegalArgumentException if the bytes are something else
   */
  public static Hooks parse(Bytes packed) {
    if (packed.size() > MAX_SIZE) {
      throw new IllegalArgumentException("hooks have at most " + MAX_SIZE + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(packed.bytes());
    List<Hook> calls = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        if (calls.size() == MAX_CALLS) {
          throw new IllegalArgumentException("an intent has at most " + MAX_CALLS + " hooks");
        }
        calls.add(read(in));
      }
    } catch (BufferUnderflowException cutShort) {
      throw new IllegalArgumentException("hooks are cut short", cutShort);
    }
    return new Hooks(calls);
  }

  /** The {@code appData} an intent with these hooks is signed with. */
  public Bytes32 appData() {
    byte[] tag = Keccak.hash(packed().bytes()).bytes();
    System.arraycopy(TAG, 0, tag, 0, TAG.length);
    return Bytes32.of(tag);
  }

  /** Whether an {@code appData} says that there are hooks. */
  public static boolean areClaimedBy(Bytes32 appData) {
    return Arrays.equals(appData.bytes(), 0, TAG.length, TAG, 0, TAG.length);
  }

  /**
   * @throws IllegalArgumentException if there are calls and {@code appData} does not commit to them
   */
  void requireCommitted(Bytes32 appData) {
    if (!isEmpty() && !appData().equals(appData)) {
      throw new IllegalArgumentException("appData does not commit to these hooks");
    }
  }

  private static Hook read(ByteBuffer in) {
    int phase = in.get();
    if (phase != 0 && phase != 1) {
      throw new IllegalArgumentException("a hook's phase is 0 or 1");
    }
    byte[] target = new byte[Address.SIZE];
    in.get(target);
    long gasLimit = Integer.toUnsignedLong(in.getInt());
    int length = (in.get() & 0xff) << 16 | Short.toUnsignedInt(in.getShort());
    if (length > in.remaining()) {
      throw new IllegalArgumentException("hooks are cut short");
    }
    byte[] data = new byte[length];
    in.get(data);
    return new Hook(
        phase == 0 ? Hook.Phase.BEFORE : Hook.Phase.AFTER,
        Address.of(target),
        gasLimit,
        Bytes.of(data));
  }
}
