package io.fairlead.chain.differential;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.chain.Seeded;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Function;
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

  /** The packed bundle is ours alone, but what carries it is the ABI. */
  @Test
  void agreesOnWhatCarriesABundle() {
    Seeded.forAll(
        100,
        random -> {
          Bytes bundle = random.bytes(400);
          Function settle =
              new Function("settle", List.of(new DynamicBytes(bundle.bytes())), List.of());
          assertThat(SettlementCodec.SETTLE.encode(arguments -> arguments.bytes(bundle)))
              .hasToString(FunctionEncoder.encode(settle));
        });
  }
}
