package io.fairlead.chain.settlement;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.read.ReturnWords;
import io.fairlead.contracts.abi.AbiFunction;
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
  private static final AbiFunction SETTLED = AbiFunction.of("settledAuctions(uint256)");
  private static final List<Bytes32> TOPICS =
      List.of(SettlementEvent.FILL_TOPIC, SettlementEvent.SETTLED_TOPIC);

  private final ChainReader chain;
  private final Address settlement;

  /** Reads the contract at {@code settlement}. */
  public SettlementReader(ChainReader chain, Address settlement) {
    this.chain = chain;
    this.settlement = settlement;
  }

  /** A nonce of an owner. */
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

  /** Who receives the fees. */
  public Address vault(BlockRef block) {
    return one("vault()", block).address(0);
  }

  /** The EIP-712 domain separator. */
  public Bytes32 domainSeparator(BlockRef block) {
    return one("domainSeparator()", block).word(0);
  }

  /** Whether an award of this auction was executed. */
  public boolean isSettled(long auctionId, BlockRef block) {
    BigInteger word = BigInteger.valueOf(auctionId >> 8);
    Bytes call = SETTLED.encode(arguments -> arguments.uint(word, 256));
    return words(List.of(call), block).getFirst().testBit((int) (auctionId & 0xff));
  }

  /** Whether a nonce was used or invalidated. */
  public boolean isNonceUsed(OwnerNonce nonce, BlockRef block) {
    return areNoncesUsed(List.of(nonce), block).getFirst();
  }

  /** {@link #isNonceUsed} for many, in their order. */
  public List<Boolean> areNoncesUsed(List<OwnerNonce> nonces, BlockRef block) {
    List<BigInteger> bitmaps =
        words(
            nonces.stream()
                .map(one ->
                    NONCES.encode(arguments ->
                        arguments.address(one.owner()).uint(one.nonce().shiftRight(8), 256)))
                .toList(),
            block);
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
