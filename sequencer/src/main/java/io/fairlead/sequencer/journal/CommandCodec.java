package io.fairlead.sequencer.journal;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import io.fairlead.sequencer.batch.BatchSettlement.IntentFill;
import io.fairlead.sequencer.state.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Commands as bytes. Every command has exactly one encoding, and every byte string at most one
 * meaning. A kind's number and layout never change once released; a new layout gets a new number.
 */
public final class CommandCodec {
  /** Longest reason for a batch's end, in bytes of UTF-8. */
  public static final int MAX_REASON = 2_000;

  /** Longest solver name, in bytes of UTF-8. */
  public static final int MAX_SOLVER = 256;

  /** Longest signature of a cancellation, in bytes. */
  public static final int MAX_SIGNATURE = 4_096;

  private static final int CONFIGURE = 1;
  private static final int SUBMIT = 2;
  private static final int CANCEL = 3;
  private static final int CLOSE = 4;
  private static final int AWARD = 5;
  private static final int SETTLE = 6;
  private static final int END = 7;
  private static final int REVERT = 8;
  private static final int SIGNED_CANCEL = 9;
  private static final int SUBMIT_ANY = 10;
  private static final int CANCEL_ON_CHAIN = 11;
  private static final int AWARD_PLACE = 12;
  private static final int SETTLE_PLACE = 13;
  private static final int REVERT_PLACE = 14;
  private static final int SUBMIT_BASKET = 15;
  private static final int SETTLE_BASKETS = 16;

  private CommandCodec() {}

  /**
   * Encodes.
   *
   * @throws IllegalArgumentException if a number is negative or a text, signature or amount too
   *     long
   */
  public static Bytes encode(Command command) {
    ByteWriter out = new ByteWriter();
    switch (command) {
      case Command.Configure(int batchEntries, int openIntents) ->
          out.tag(CONFIGURE).number(batchEntries).number(openIntents);
      case Command.Submit(SignedBasket basket, long observed) ->
          BasketCodec.put(out.tag(SUBMIT_BASKET).number(observed), basket);
      case Command.Submit(SignedIntent signed, long observed) -> {
        if (isPlain(signed)) {
          put(out.tag(SUBMIT).number(observed), signed.intent())
              .raw(Signature.ofCompact(signed.signature().bytes()).bytes());
        } else {
          put(out.tag(SUBMIT_ANY).number(observed), signed);
        }
      }
      case Command.Cancel(Bytes32 intentHash, Bytes signature) -> {
        if (signature.size() == 0) {
          out.tag(CANCEL).word(intentHash);
        } else {
          out.tag(SIGNED_CANCEL).word(intentHash).bytes(signature, MAX_SIGNATURE);
        }
      }
      case Command.CancelOnChain(Bytes32 intentHash) -> out.tag(CANCEL_ON_CHAIN).word(intentHash);
      case Command.Close(BlockRef block) -> put(out.tag(CLOSE), block);
      case Command.Award(BatchAward award) -> put(placed(out, AWARD, award.place()), award);
      case Command.Settle(BatchSettlement settlement, boolean ends) -> {
        if (ends && settlement.place() > 0) {
          throw new IllegalArgumentException("only the first place ends a batch");
        }
        boolean baskets = !settlement.basketFills().isEmpty();
        if (ends && baskets) {
          throw new IllegalArgumentException(
              "when a batch ended with its place, it had no baskets");
        }
        int kind = ends ? SETTLE : baskets ? SETTLE_BASKETS : SETTLE_PLACE;
        put(ends ? out.tag(kind) : out.tag(kind).number(settlement.place()), settlement);
        if (baskets) {
          BasketCodec.put(out, settlement.basketFills());
        }
      }
      case Command.End(long batch, String reason) ->
          out.tag(END).number(batch).text(reason, MAX_REASON);
      case Command.Revert(long batch, int place) -> placed(out, REVERT, place).number(batch);
    }
    return out.toBytes();
  }

  /**
   * Decodes.
   *
   * @throws IllegalArgumentException if the bytes are not what {@link #encode} makes of a command
   */
  public static Command decode(Bytes bytes) {
    ByteReader in = new ByteReader(bytes.bytes());
    int kind = in.tag();
    Command command =
        switch (kind) {
          case CONFIGURE -> new Command.Configure(limit(in), limit(in));
          case SUBMIT -> submit(in);
          case SUBMIT_ANY -> submitAny(in);
          case SUBMIT_BASKET -> submitBasket(in);
          case CANCEL -> new Command.Cancel(in.word(), Bytes.EMPTY);
          case SIGNED_CANCEL -> signedCancel(in);
          case CANCEL_ON_CHAIN -> new Command.CancelOnChain(in.word());
          case CLOSE -> new Command.Close(block(in));
          case AWARD -> new Command.Award(award(in, 0));
          case AWARD_PLACE -> new Command.Award(award(in, laterPlace(in)));
          case SETTLE -> new Command.Settle(settlement(in, 0, false), true);
          case SETTLE_PLACE -> new Command.Settle(settlement(in, place(in), false), false);
          case SETTLE_BASKETS -> new Command.Settle(settlement(in, place(in), true), false);
          case END -> new Command.End(in.number(), in.text(MAX_REASON));
          case REVERT -> new Command.Revert(in.number(), 0);
          case REVERT_PLACE -> revertPlace(in);
          default -> throw new IllegalArgumentException("unknown kind of command: " + kind);
        };
    in.end();
    return command;
  }

  /** The first place has the layout of journals that knew no other. */
  private static ByteWriter placed(ByteWriter out, int kind, int place) {
    AuctionId.checkPlace(place);
    if (place == 0) {
      return out.tag(kind);
    }
    return out.tag(kind == AWARD ? AWARD_PLACE : REVERT_PLACE).number(place);
  }

  private static int place(ByteReader in) {
    long place = in.number();
    if (place >= AuctionId.PLACES) {
      throw new IllegalArgumentException("a batch has no place " + place);
    }
    return (int) place;
  }

  private static int laterPlace(ByteReader in) {
    int place = place(in);
    if (place == 0) {
      throw new IllegalArgumentException("the first place has a layout of its own");
    }
    return place;
  }

  private static Command revertPlace(ByteReader in) {
    int place = laterPlace(in);
    return new Command.Revert(in.number(), place);
  }

  private static int limit(ByteReader in) {
    long limit = in.number();
    if (limit > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("limit too large: " + limit);
    }
    return (int) limit;
  }

  private static ByteWriter put(ByteWriter out, Intent intent) {
    return out.address(intent.owner())
        .address(intent.receiver())
        .address(intent.sellToken())
        .address(intent.buyToken())
        .amount(intent.sellAmount())
        .amount(intent.buyAmount())
        .flag(intent.side() == Side.BUY)
        .flag(intent.partiallyFillable())
        .number(intent.validFrom())
        .number(intent.validTo())
        .amount(intent.nonce())
        .word(intent.appData());
  }

  /** What journals held before there was anything else: an allowance, 65 bytes of ECDSA. */
  private static boolean isPlain(SignedIntent signed) {
    return signed.funding() == Funding.ALLOWANCE
        && signed.signature().size() == Signature.COMPACT_SIZE
        && signed.tokenPermit().isEmpty()
        && signed.hooks().isEmpty();
  }

  private static void put(ByteWriter out, SignedIntent signed) {
    put(out, signed.intent())
        .flag(signed.funding() == Funding.PERMIT2)
        .bytes(signed.signature(), SignedIntent.MAX_SIGNATURE)
        .flag(signed.tokenPermit().isPresent());
    signed
        .tokenPermit()
        .ifPresent(permit ->
            out.amount(permit.value()).amount(permit.deadline()).raw(permit.signature().bytes()));
    out.bytes(signed.hooks().packed(), Hooks.MAX_SIZE);
  }

  private static Command submit(ByteReader in) {
    long observed = in.number();
    Intent intent = intent(in);
    Signature signature = Signature.of(in.raw(Signature.SIZE));
    return new Command.Submit(SignedIntent.ecdsa(intent, signature), observed);
  }

  private static Command submitAny(ByteReader in) {
    long observed = in.number();
    Intent intent = intent(in);
    Funding funding = in.flag() ? Funding.PERMIT2 : Funding.ALLOWANCE;
    Bytes signature = in.bytes(SignedIntent.MAX_SIGNATURE);
    Optional<TokenPermit> permit =
        in.flag()
            ? Optional.of(
                new TokenPermit(in.amount(), in.amount(), Signature.of(in.raw(Signature.SIZE))))
            : Optional.empty();
    Hooks hooks = Hooks.parse(in.bytes(Hooks.MAX_SIZE));
    SignedIntent signed = new SignedIntent(intent, funding, signature, permit, hooks);
    if (isPlain(signed)) {
      throw new IllegalArgumentException("a plain intent has a layout of its own");
    }
    return new Command.Submit(signed, observed);
  }

  private static Command submitBasket(ByteReader in) {
    long observed = in.number();
    return new Command.Submit(BasketCodec.basket(in), observed);
  }

  private static Intent intent(ByteReader in) {
    return new Intent(
        in.address(),
        in.address(),
        in.address(),
        in.address(),
        in.amount(),
        in.amount(),
        in.flag() ? Side.BUY : Side.SELL,
        in.flag(),
        in.number(),
        in.number(),
        in.amount(),
        in.word());
  }

  private static Command signedCancel(ByteReader in) {
    Bytes32 intentHash = in.word();
    Bytes signature = in.bytes(MAX_SIGNATURE);
    if (signature.size() == 0) {
      throw new IllegalArgumentException("a cancellation without signature has another form");
    }
    return new Command.Cancel(intentHash, signature);
  }

  private static ByteWriter put(ByteWriter out, BlockRef block) {
    return out.number(block.number()).word(block.hash()).number(block.timestamp());
  }

  private static BlockRef block(ByteReader in) {
    return new BlockRef(in.number(), in.word(), in.number());
  }

  private static void put(ByteWriter out, BatchAward award) {
    out.number(award.batch())
        .text(award.solver(), MAX_SOLVER)
        .word(award.solutionHash())
        .word(award.transcriptHash())
        .word(award.transactionHash())
        .number(award.lastBlock())
        .number(award.intents().size());
    award.intents().forEach(out::word);
  }

  private static BatchAward award(ByteReader in, int place) {
    long batch = in.number();
    String solver = in.text(MAX_SOLVER);
    Bytes32 solutionHash = in.word();
    Bytes32 transcriptHash = in.word();
    Bytes32 transactionHash = in.word();
    long lastBlock = in.number();
    int count = in.count();
    List<Bytes32> intents = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      intents.add(in.word());
    }
    return new BatchAward(
        batch, place, solver, solutionHash, transcriptHash, transactionHash, lastBlock, intents);
  }

  private static void put(ByteWriter out, BatchSettlement settlement) {
    out.number(settlement.batch()).word(settlement.transactionHash());
    put(out, settlement.block()).number(settlement.gasUsed()).number(settlement.fills().size());
    for (IntentFill each : settlement.fills()) {
      out.word(each.intentHash())
          .amount(each.fill().sold())
          .amount(each.fill().bought())
          .amount(each.fill().fee());
    }
  }

  private static BatchSettlement settlement(ByteReader in, int place, boolean baskets) {
    long batch = in.number();
    Bytes32 transactionHash = in.word();
    BlockRef block = block(in);
    long gasUsed = in.number();
    int count = in.count();
    List<IntentFill> fills = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fills.add(new IntentFill(in.word(), new Fill(in.amount(), in.amount(), in.amount())));
    }
    List<BasketFill> basketFills = baskets ? BasketCodec.fills(in) : List.of();
    if (baskets && basketFills.isEmpty()) {
      throw new IllegalArgumentException("a settlement without baskets has another form");
    }
    return new BatchSettlement(batch, place, transactionHash, block, gasUsed, fills, basketFills);
  }
}
