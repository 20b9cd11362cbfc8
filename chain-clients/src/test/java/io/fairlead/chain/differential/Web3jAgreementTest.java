package io.fairlead.chain.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.chain.Seeded;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint128;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint32;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.StructuredDataEncoder;

/** Our encoders of what is signed and executed against web3j's. */
class Web3jAgreementTest {
  private static String intentDocument(Domain domain, Intent intent) {
    return document(
        domain,
        "Intent",
        """
        {"name":"owner","type":"address"},{"name":"receiver","type":"address"},
        {"name":"sellToken","type":"address"},{"name":"buyToken","type":"address"},
        {"name":"sellAmount","type":"uint128"},{"name":"buyAmount","type":"uint128"},
        {"name":"side","type":"string"},{"name":"partiallyFillable","type":"bool"},
        {"name":"validFrom","type":"uint32"},{"name":"validTo","type":"uint32"},
        {"name":"nonce","type":"uint256"},{"name":"appData","type":"bytes32"}
        """,
        """
        {"owner":"%s","receiver":"%s","sellToken":"%s","buyToken":"%s","sellAmount":"%s",
        "buyAmount":"%s","side":"%s","partiallyFillable":%s,"validFrom":"%s","validTo":"%s",
        "nonce":"%s","appData":"%s"}
        """
            .formatted(
                intent.owner(),
                intent.receiver(),
                intent.sellToken(),
                intent.buyToken(),
                intent.sellAmount(),
                intent.buyAmount(),
                intent.side() == Side.SELL ? "sell" : "buy",
                intent.partiallyFillable(),
                intent.validFrom(),
                intent.validTo(),
                intent.nonce(),
                intent.appData()));
  }

  private static String awardDocument(Domain domain, Award award) {
    return document(
        domain,
        "Award",
        """
        {"name":"auctionId","type":"uint256"},{"name":"batchRoot","type":"bytes32"},
        {"name":"solver","type":"address"},{"name":"solutionHash","type":"bytes32"},
        {"name":"lastBlock","type":"uint64"},{"name":"transcriptHash","type":"bytes32"}
        """,
        """
        {"auctionId":"%s","batchRoot":"%s","solver":"%s","solutionHash":"%s","lastBlock":"%s",
        "transcriptHash":"%s"}
        """
            .formatted(
                award.auctionId(),
                award.batchRoot(),
                award.solver(),
                award.solutionHash(),
                award.lastBlock(),
                award.transcriptHash()));
  }

  private static String document(Domain domain, String type, String members, String message) {
    return """
    {"types":{"EIP712Domain":[{"name":"name","type":"string"},{"name":"version","type":"string"},
    {"name":"chainId","type":"uint256"},{"name":"verifyingContract","type":"address"}],
    "%s":[%s]},"primaryType":"%s","domain":{"name":"Fairlead","version":"1","chainId":"%s",
    "verifyingContract":"%s"},"message":%s}
    """
        .formatted(type, members, type, domain.chainId(), domain.settlement(), message);
  }

  private static Bytes32 digest(String document) {
    try {
      return Bytes32.of(new StructuredDataEncoder(document).hashStructuredData());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Award award(Seeded random) {
    return new Award(
        random.uint(63).longValue(),
        random.bytes32(),
        random.address(),
        random.bytes32(),
        random.uint(63).longValue(),
        random.bytes32());
  }

  private static Settlement settlement(Seeded random) {
    TreeSet<Address> set = new TreeSet<>();
    for (int i = 2 + random.below(4); i > 0; i--) {
      set.add(random.address());
    }
    List<Address> tokens = List.copyOf(set);
    List<Trade> trades = new ArrayList<>();
    for (int i = random.below(4); i > 0; i--) {
      Address sell = tokens.get(random.below(tokens.size()));
      Address buy = tokens.get(random.below(tokens.size()));
      trades.add(
          new Trade(
              new SignedIntent(random.intent(sell, buy), Signature.of(random.array(65))),
              random.uint(128),
              random.uint(128)));
    }
    List<Interaction> interactions = new ArrayList<>();
    for (int i = random.below(4); i > 0; i--) {
      interactions.add(new Interaction(random.address(), random.bytes(100)));
    }
    return new Settlement(
        tokens,
        tokens.stream().map(_ -> random.uint(127).add(BigInteger.ONE)).toList(),
        trades,
        interactions);
  }

  private static org.web3j.abi.datatypes.Address address(Address address) {
    return new org.web3j.abi.datatypes.Address(address.toString());
  }

  private static org.web3j.abi.datatypes.generated.Bytes32 word(Bytes32 word) {
    return new org.web3j.abi.datatypes.generated.Bytes32(word.bytes());
  }

  private static Type<?> struct(Award award) {
    return new StaticStruct(
        new Uint256(BigInteger.valueOf(award.auctionId())),
        word(award.batchRoot()),
        address(award.solver()),
        word(award.solutionHash()),
        new Uint64(BigInteger.valueOf(award.lastBlock())),
        word(award.transcriptHash()));
  }

  private static DynamicStruct struct(Trade trade, List<Address> tokens) {
    Intent intent = trade.signed().intent();
    return new DynamicStruct(
        new StaticStruct(
            address(intent.owner()),
            address(intent.receiver()),
            address(intent.sellToken()),
            address(intent.buyToken()),
            new Uint128(intent.sellAmount()),
            new Uint128(intent.buyAmount()),
            new Uint8(intent.side() == Side.SELL ? 0 : 1),
            new Bool(intent.partiallyFillable()),
            new Uint32(intent.validFrom()),
            new Uint32(intent.validTo()),
            new Uint256(intent.nonce()),
            word(intent.appData())),
        new DynamicBytes(trade.signed().signature().bytes()),
        new Uint256(tokens.indexOf(intent.sellToken())),
        new Uint256(tokens.indexOf(intent.buyToken())),
        new Uint128(trade.executedAmount()),
        new Uint128(trade.fee()));
  }

  private static List<Type<?>> arguments(Settlement settlement) {
    return List.of(
        new DynamicArray<>(
            org.web3j.abi.datatypes.Address.class,
            settlement.tokens().stream().map(Web3jAgreementTest::address).toList()),
        new DynamicArray<>(Uint256.class, settlement.prices().stream().map(Uint256::new).toList()),
        new DynamicArray<>(
            DynamicStruct.class,
            settlement.trades().stream().map(t -> struct(t, settlement.tokens())).toList()),
        new DynamicArray<>(
            DynamicStruct.class,
            settlement.interactions().stream()
                .map(i ->
                    new DynamicStruct(address(i.target()), new DynamicBytes(i.callData().bytes())))
                .toList()));
  }

  @Test
  void agreesOnIntentDigests() {
    Seeded.forAll(
        200,
        random -> {
          Domain domain = new Domain(1 + random.uint(40).longValue(), random.address());
          Intent intent = random.intent(random.address(), random.address());
          assertThat(new Eip712(domain).intentHash(intent))
              .isEqualTo(digest(intentDocument(domain, intent)));
        });
  }

  @Test
  void agreesOnAwardDigests() {
    Seeded.forAll(
        200,
        random -> {
          Domain domain = new Domain(1 + random.uint(40).longValue(), random.address());
          Award award = award(random);
          assertThat(new Eip712(domain).awardHash(award))
              .isEqualTo(digest(awardDocument(domain, award)));
        });
  }

  @Test
  void agreesOnSettleCallsAndSolutionHashes() {
    // Web3j cannot name the type of a struct without a class of its own, so the arguments alone are
    // compared here.
    Seeded.forAll(
        200,
        random -> {
          Award award = award(random);
          Signature signature = Signature.of(random.array(65));
          Settlement settlement = settlement(random);
          List<Type<?>> solution = arguments(settlement);
          List<Type<?>> all = new ArrayList<>();
          all.add(struct(award));
          all.add(new DynamicBytes(signature.bytes()));
          all.addAll(solution);
          byte[] call = SettlementCodec.encodeCall(award, signature, settlement).bytes();
          assertThat(Bytes.of(Arrays.copyOfRange(call, 4, call.length))).isEqualTo(encoded(all));
          assertThat(SettlementCodec.solutionHash(settlement))
              .isEqualTo(Keccak.hash(encoded(solution).bytes()));
        });
  }

  private static Bytes encoded(List<Type<?>> arguments) {
    @SuppressWarnings({"unchecked", "rawtypes"})
    List<Type> raw = (List) arguments;
    return Bytes.parse("0x" + FunctionEncoder.encodeConstructor(raw));
  }
}
