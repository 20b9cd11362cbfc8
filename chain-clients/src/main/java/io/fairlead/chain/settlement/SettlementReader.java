package io.fairlead.chain.settlement;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.read.ReturnWords;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.SettlementEvent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one Settlement contract. Blocking, thread safe. */
public final class SettlementReader {
  private static final AbiFunction NONCES = AbiFunction.of("nonces(address,uint256)");
  private static final AbiFunction FILLED = AbiFunction.of("filled(bytes32)");
  private static final AbiFunction SHARED = AbiFunction.of("sharedNonces(uint256)");
  private static final AbiFunction AUCTION_STATE = AbiFunction.of("auctionState(uint256)");
  private static final List<Bytes32> TOPICS =
      List.of(
          SettlementEvent.FILL_TOPIC,
          SettlementEvent.FILL_WITH_FEE_TOPIC,
          SettlementEvent.BASKET_FILL_TOPIC,
          SettlementEvent.SETTLED_TOPIC);

  private final ChainReader chain;
  private final Address settlement;

  /** Reads the contract at {@code settlement}. */
  public SettlementReader(ChainReader chain, Address settlement) {
    this.chain = chain;
    this.settlement = settlement;
  }

  /** What can still become of an auction. */
  public enum AuctionState {
    /** Its award can execute. */
    OPEN,
    /** Its award was executed. */
    EXECUTED,
    /** Its award can no longer execute; whether it did is in the events only. */
    TOO_OLD
  }

  /** A nonce as an owner signed it: in the owner's lane, or in a shared one. */
  public record OwnerNonce(Address owner, BigInteger nonce) {}

  /** The contract read. */
  public Address address() {
    return settlement;
  }

  /** Who signs awards. */
  public Address auctioneer(BlockRef block) {
    return one("auctioneer()", block).address(0);
  }

  /** The contract users approve. */
  public Address hub(BlockRef block) {
    return one("hub()", block).address(0);
  }

  /** What judges the signatures that plain ECDSA does not decide. */
  public Address verifier(BlockRef block) {
    return one("verifier()", block).address(0);
  }

  /** The wrapped native token. */
  public Address weth(BlockRef block) {
    return one("weth()", block).address(0);
  }

  /** Who receives the fees. */
  public Address vault(BlockRef block) {
    return one("vault()", block).address(0);
  }

  /** The EIP-712 domain separator. */
  public Bytes32 domainSeparator(BlockRef block) {
    return one("domainSeparator()", block).word(0);
  }

  /** What can still become of an auction. */
  public AuctionState auctionState(long auctionId, BlockRef block) {
    Bytes call = AUCTION_STATE.encode(arguments -> arguments.uint(auctionId));
    BigInteger state = words(List.of(call), block).getFirst();
    return switch (state.intValue()) {
      case 0 -> AuctionState.OPEN;
      case 1 -> AuctionState.EXECUTED;
      case 2 -> AuctionState.TOO_OLD;
      default -> throw new ChainException("unknown state of an auction at " + settlement);
    };
  }

  /**
   * The bits of one nonce word that were used or invalidated: of the owner's own, or of a shared
   * one if the word is of the shared lane.
   */
  public BigInteger nonces(Address owner, BigInteger word, BlockRef block) {
    OwnerNonce first = new OwnerNonce(owner, word.shiftLeft(8));
    return words(List.of(bitmap(first)), block).getFirst();
  }

  /** Whether a nonce was used or invalidated. */
  public boolean isNonceUsed(OwnerNonce nonce, BlockRef block) {
    return areNoncesUsed(List.of(nonce), block).getFirst();
  }

  /** {@link #isNonceUsed} for many, in their order. */
  public List<Boolean> areNoncesUsed(List<OwnerNonce> nonces, BlockRef block) {
    List<BigInteger> bitmaps = words(nonces.stream().map(SettlementReader::bitmap).toList(), block);
    List<Boolean> used = new ArrayList<>();
    for (int i = 0; i < nonces.size(); i++) {
      used.add(bitmaps.get(i).testBit(nonces.get(i).nonce().intValue() & 0xff));
    }
    return used;
  }

  /** What has been filled of a partially fillable intent: wei sold (sell) or bought (buy). */
  public BigInteger filled(Bytes32 intentHash, BlockRef block) {
    return filled(List.of(intentHash), block).getFirst();
  }

  /** {@link #filled(Bytes32, BlockRef)} for many, in their order. */
  public List<BigInteger> filled(List<Bytes32> intentHashes, BlockRef block) {
    return words(
        intentHashes.stream()
            .map(hash -> FILLED.encode(arguments -> arguments.word(hash)))
            .toList(),
        block);
  }

  /** Every execution in blocks {@code from} to {@code to}, in the chain's order. */
  public List<ExecutedAuction> executions(long from, long to) {
    return ExecutedAuction.of(chain.logs(List.of(settlement), TOPICS, from, to), settlement);
  }

  /** The execution of one auction's award in blocks {@code from} to {@code to}. */
  public Optional<ExecutedAuction> execution(long auctionId, long from, long to) {
    return executions(from, to).stream()
        .filter(execution -> execution.auctionId() == auctionId)
        .findFirst();
  }

  /** What a mined transaction executed here. */
  public List<ExecutedAuction> executions(MinedTransaction transaction) {
    return ExecutedAuction.of(transaction.logs(), settlement);
  }

  private static Bytes bitmap(OwnerNonce one) {
    Nonce nonce = new Nonce(one.nonce());
    return nonce.isShared()
        ? SHARED.encode(arguments -> arguments.uint(nonce.word(), 256))
        : NONCES.encode(arguments -> arguments.address(one.owner()).uint(nonce.word(), 256));
  }

  private ReturnWords one(String function, BlockRef block) {
    Bytes call = AbiFunction.of(function).selector();
    return new ReturnWords(returned(chain.call(settlement, call, block)));
  }

  private List<BigInteger> words(List<Bytes> calls, BlockRef block) {
    return chain
        .callAll(calls.stream().map(call -> new ContractCall(settlement, call)).toList(), block)
        .stream()
        .map(answer -> new ReturnWords(returned(answer)).unsigned(0, 256))
        .toList();
  }

  private Bytes returned(Optional<Bytes> answer) {
    return answer.orElseThrow(
        () -> new ChainException("there is no Settlement contract at " + settlement));
  }
}
