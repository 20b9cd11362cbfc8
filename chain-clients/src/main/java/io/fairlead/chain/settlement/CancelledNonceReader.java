package io.fairlead.chain.settlement;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainLog;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.read.ReturnWords;
import io.fairlead.contracts.abi.AbiException;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.typeddata.Permit2;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads which nonces owners have cancelled, in Settlement and in Permit2. Blocking, thread safe.
 */
public final class CancelledNonceReader {
  /** Permit2's {@code invalidateUnorderedNonces} tells of it by this; the owner is indexed. */
  static final Bytes32 PERMIT2_TOPIC =
      Keccak.hash(
          "UnorderedNonceInvalidation(address,uint256,uint256)".getBytes(StandardCharsets.UTF_8));

  private static final AbiFunction NONCES = AbiFunction.of("nonces(address,uint256)");
  private static final AbiFunction BITMAP = AbiFunction.of("nonceBitmap(address,uint256)");

  private final ChainReader chain;
  private final Address settlement;

  /** Reads the contract at {@code settlement} and Permit2. */
  public CancelledNonceReader(ChainReader chain, Address settlement) {
    this.chain = chain;
    this.settlement = settlement;
  }

  /** What was cancelled in blocks {@code from} to {@code to}, in the chain's order. */
  public List<CancelledNonces> between(long from, long to) {
    List<Address> contracts = List.of(settlement, Permit2.ADDRESS);
    List<Bytes32> topics = List.of(SettlementEvent.NONCES_INVALIDATED_TOPIC, PERMIT2_TOPIC);
    return chain.logs(contracts, topics, from, to).stream()
        .flatMap(log -> read(log).stream())
        .toList();
  }

  /**
   * Whether each intent's nonce is used or cancelled, in their order. Never one of a shared lane:
   * no owner can cancel that.
   */
  public List<Boolean> areUsed(List<SignedTerms> intents, BlockRef block) {
    List<SignedTerms> own = intents.stream().filter(CancelledNonces::isOwn).toList();
    List<Optional<Bytes>> answers = chain.callAll(own.stream().map(this::bitmap).toList(), block);
    List<Boolean> used = new ArrayList<>(intents.size());
    int answered = 0;
    for (SignedTerms signed : intents) {
      used.add(
          CancelledNonces.isOwn(signed)
              && new Nonce(signed.nonce()).isSetIn(word(answers.get(answered++))));
    }
    return used;
  }

  private ContractCall bitmap(SignedTerms signed) {
    Address owner = signed.owner();
    BigInteger word = new Nonce(signed.nonce()).word();
    return switch (signed.funding()) {
      case ALLOWANCE ->
          new ContractCall(
              settlement, NONCES.encode(arguments -> arguments.address(owner).uint(word, 256)));
      case PERMIT2 ->
          new ContractCall(
              Permit2.ADDRESS,
              BITMAP.encode(arguments -> arguments.address(owner).uint(word, 256)));
    };
  }

  private static BigInteger word(Optional<Bytes> answer) {
    return new ReturnWords(
            answer.orElseThrow(() -> new ChainException("a contract with nonces does not answer")))
        .unsigned(0, 256);
  }

  private Optional<CancelledNonces> read(ChainLog log) {
    if (log.address().equals(settlement)) {
      return SettlementEvent.decode(log.topics(), log.data())
          .filter(SettlementEvent.NoncesInvalidated.class::isInstance)
          .map(SettlementEvent.NoncesInvalidated.class::cast)
          .map(event ->
              new CancelledNonces(Funding.ALLOWANCE, event.owner(), event.word(), event.mask()));
    }
    if (!log.address().equals(Permit2.ADDRESS)
        || log.topics().size() != 2
        || !log.topics().getFirst().equals(PERMIT2_TOPIC)) {
      return Optional.empty();
    }
    try {
      Bytes indexed = Bytes.of(log.topics().get(1).bytes());
      Address owner = AbiReader.read(indexed, AbiReader::address);
      return Optional.of(
          AbiReader.read(
              log.data(),
              data -> new CancelledNonces(Funding.PERMIT2, owner, data.uint(256), data.uint(256))));
    } catch (AbiException malformed) {
      return Optional.empty();
    }
  }
}
