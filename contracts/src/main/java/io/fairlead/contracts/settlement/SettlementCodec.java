package io.fairlead.contracts.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Call data of {@code Settlement.settle}: the packed bundle of docs/protocol.md section 3. Every
 * bundle has one form, and only that form is read. Pure and thread safe.
 */
public final class SettlementCodec {
  /** The function, by its canonical signature. */
  public static final AbiFunction SETTLE = AbiFunction.of("settle(bytes)");

  /** Most tokens of one settlement. */
  public static final int MAX_TOKENS = 255;

  /** Most bytes of call data that are read: more than a transaction's gas can pay for. */
  public static final int MAX_CALL_DATA = 1 << 21;

  private static final int VERSION = 1;
  private static final int DIRECT = 1;
  private static final int CHECK_EACH = 2;
  private static final int AMOUNT = 16;
  private static final int MAX_INTERACTION = 0xff_ffff;

  private SettlementCodec() {}

  /**
   * The packed solution.
   *
   * @throws IllegalArgumentException if a trade's token is not listed, or a number or list does not
   *     fit
   */
  public static Bytes encodeSolution(Settlement settlement, SettlementTerms terms) {
    TokenTable table = TokenTable.of(settlement, terms);
    PackedWriter out = new PackedWriter();
    int flags = (settlement.direct() ? DIRECT : 0) | (settlement.checkEach() ? CHECK_EACH : 0);
    out.number(flags, 1).number(settlement.tokens().size(), 1);
    for (int i = 0; i < settlement.tokens().size(); i++) {
      out.address(settlement.tokens().get(i))
          .unsigned(settlement.prices().get(i), AMOUNT)
          .unsigned(settlement.covers().get(i), AMOUNT);
    }
    out.number(table.series().size(), 1);
    table.series().forEach(series -> out.bits(series, 8));
    out.number(settlement.trades().size(), 2);
    settlement.trades().forEach(trade -> TradePacking.write(out, trade, table, terms));
    out.number(settlement.baskets().size(), 1);
    settlement.baskets().forEach(basket -> BasketPacking.write(out, basket, table));
    out.number(settlement.interactions().size(), 2);
    for (Interaction interaction : settlement.interactions()) {
      out.address(interaction.target()).sized(interaction.callData(), 3);
    }
    return out.toBytes();
  }

  /**
   * What an award commits to: the hash of {@link #encodeSolution}.
   *
   * @throws IllegalArgumentException as there
   */
  public static Bytes32 solutionHash(Settlement settlement, SettlementTerms terms) {
    return Keccak.hash(encodeSolution(settlement, terms).bytes());
  }

  /**
   * Selector and arguments of {@code settle}.
   *
   * @throws IllegalArgumentException as {@link #encodeSolution}, or if the award is of another
   *     solution or does not fit
   */
  public static Bytes encodeCall(Bundle bundle, SettlementTerms terms) {
    Bytes packed = encode(bundle, terms);
    return SETTLE.encode(call -> call.bytes(packed));
  }

  /**
   * Reads call data that {@link #encodeCall} made, or any other encoder of the same form.
   *
   * @param terms as when it was made; see {@link #auctioneer}
   * @throws IllegalArgumentException if the bytes are not a {@code settle} call in its one form
   */
  public static Bundle decodeCall(Bytes callData, SettlementTerms terms) {
    byte[] packed = packed(callData);
    PackedReader in = new PackedReader(packed);
    Head head = Head.read(in);
    byte[] solution = in.rest();
    Bundle bundle =
        new Bundle(
            head.award(Keccak.hash(solution)),
            head.signature(),
            head.consent(),
            readSolution(new PackedReader(solution), terms));
    if (!encode(bundle, terms).equals(Bytes.of(packed))) {
      throw new IllegalArgumentException("not the one form of this bundle");
    }
    return bundle;
  }

  /**
   * Who signed the award of a {@code settle} call, which is what shared lanes in it are named
   * after; empty if nobody can have.
   *
   * @throws IllegalArgumentException if the bytes are not a {@code settle} call
   */
  public static Optional<Address> auctioneer(
      Bytes callData, Eip712 eip712, SignatureRecovery recovery) {
    PackedReader in = new PackedReader(packed(callData));
    Head head = Head.read(in);
    Award award = head.award(Keccak.hash(in.rest()));
    return recovery.recover(eip712.awardHash(award), head.signature());
  }

  /** What comes before the solution. */
  private record Head(
      long auctionId,
      long lastBlock,
      Address solver,
      Bytes32 batchRoot,
      Bytes32 transcriptHash,
      Signature signature,
      Bytes consent) {
    static Head read(PackedReader in) {
      if (in.number(1) != VERSION) {
        throw new IllegalArgumentException("unknown version of a bundle");
      }
      return new Head(
          in.number(6),
          in.number(6),
          in.address(),
          in.word(),
          in.word(),
          Signature.ofCompact(in.raw(Signature.COMPACT_SIZE)),
          in.sized(2, SignedIntent.MAX_SIGNATURE));
    }

    Award award(Bytes32 solutionHash) {
      return new Award(auctionId, batchRoot, solver, solutionHash, lastBlock, transcriptHash);
    }
  }

  private static byte[] packed(Bytes callData) {
    if (callData.size() > MAX_CALL_DATA) {
      throw new IllegalArgumentException("more than " + MAX_CALL_DATA + " bytes");
    }
    return SETTLE.decode(callData, AbiReader::bytes).bytes();
  }

  private static Bytes encode(Bundle bundle, SettlementTerms terms) {
    Bytes solution = encodeSolution(bundle.settlement(), terms);
    Award award = bundle.award();
    if (!award.solutionHash().equals(Keccak.hash(solution.bytes()))) {
      throw new IllegalArgumentException("the award is of another solution");
    }
    return new PackedWriter()
        .number(VERSION, 1)
        .number(award.auctionId(), 6)
        .number(award.lastBlock(), 6)
        .address(award.solver())
        .word(award.batchRoot())
        .word(award.transcriptHash())
        .raw(bundle.awardSignature().compact())
        .sized(bundle.consent(), 2)
        .raw(solution.bytes())
        .toBytes();
  }

  private static Settlement readSolution(PackedReader in, SettlementTerms terms) {
    long flags = in.number(1);
    if ((flags & ~(DIRECT | CHECK_EACH)) != 0) {
      throw new IllegalArgumentException("unknown flags of a settlement");
    }
    List<Address> tokens = new ArrayList<>();
    List<BigInteger> prices = new ArrayList<>();
    List<BigInteger> covers = new ArrayList<>();
    for (long i = in.number(1); i > 0; i--) {
      tokens.add(in.address());
      prices.add(in.unsigned(AMOUNT));
      covers.add(in.unsigned(AMOUNT));
    }
    List<Long> series = new ArrayList<>();
    for (long i = in.number(1); i > 0; i--) {
      series.add(in.bits(8));
    }
    requireAscending(tokens);
    TokenTable table = new TokenTable(tokens, series);
    List<Trade> trades = new ArrayList<>();
    for (long i = in.number(2); i > 0; i--) {
      trades.add(TradePacking.read(in, table, terms));
    }
    List<BasketTrade> baskets = new ArrayList<>();
    for (long i = in.number(1); i > 0; i--) {
      baskets.add(BasketPacking.read(in, table));
    }
    List<Interaction> interactions = new ArrayList<>();
    for (long i = in.number(2); i > 0; i--) {
      interactions.add(new Interaction(in.address(), in.sized(3, MAX_INTERACTION)));
    }
    in.end();
    return new Settlement(
        tokens,
        prices,
        covers,
        trades,
        baskets,
        interactions,
        (flags & DIRECT) != 0,
        (flags & CHECK_EACH) != 0);
  }

  private static void requireAscending(List<Address> tokens) {
    for (int i = 1; i < tokens.size(); i++) {
      if (tokens.get(i - 1).compareTo(tokens.get(i)) >= 0) {
        throw new IllegalArgumentException("tokens are not strictly ascending");
      }
    }
  }
}
