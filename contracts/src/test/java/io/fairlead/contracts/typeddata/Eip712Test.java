package io.fairlead.contracts.typeddata;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.settlement.Award;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class Eip712Test {
  private static final JsonMapper MAPPER = JsonMapper.shared();
  private static final byte[] PREFIX = {0x19, 0x01};

  @Test
  void intentDigestIsThatOfTheJsonAWalletSees() {
    RandomValues.forAll(
        1_000,
        random -> {
          Domain domain = domain(random);
          Intent intent = random.intent();
          ObjectNode request = new TypedDataJson(domain).intent(intent);
          assertThat(TypedDataEncoder.digest(overTheWire(request)))
              .isEqualTo(new Eip712(domain).intentHash(intent));
        });
  }

  @Test
  void cancelDigestIsThatOfTheJsonAWalletSees() {
    RandomValues.forAll(
        200,
        random -> {
          Domain domain = domain(random);
          Bytes32 hash = random.bytes32();
          ObjectNode request = new TypedDataJson(domain).cancel(hash);
          assertThat(TypedDataEncoder.digest(overTheWire(request)))
              .isEqualTo(new Eip712(domain).cancelHash(hash));
        });
  }

  @Test
  void solverLoginDigestIsThatOfTheJsonASolverSees() {
    RandomValues.forAll(
        200,
        random -> {
          Domain domain = domain(random);
          Address account = random.address();
          Address node = random.address();
          Bytes32 nonce = random.bytes32();
          ObjectNode request =
              new TypedDataJson(domain).solverLogin("sölver", account, node, nonce);
          assertThat(TypedDataEncoder.digest(overTheWire(request)))
              .isEqualTo(new Eip712(domain).solverLoginHash("sölver", account, node, nonce));
        });
  }

  @Test
  void awardDigestIsTheReferenceEncoders() {
    TypedDataEncoder encoder = new TypedDataEncoder(TypedDataTypes.of(Eip712.AWARD_TYPE));
    RandomValues.forAll(
        1_000,
        random -> {
          Eip712 eip712 = new Eip712(domain(random));
          Award award = random.award();
          ObjectNode json =
              MAPPER
                  .createObjectNode()
                  .put("auctionId", award.auctionId())
                  .put("batchRoot", award.batchRoot().toString())
                  .put("solver", award.solver().toString())
                  .put("solutionHash", award.solutionHash().toString())
                  .put("lastBlock", award.lastBlock())
                  .put("transcriptHash", award.transcriptHash().toString());
          assertThat(eip712.awardHash(award))
              .isEqualTo(digest(eip712, encoder.hashStruct("Award", json)));
        });
  }

  @Test
  void receiptDigestIsTheReferenceEncoders() {
    TypedDataEncoder encoder = new TypedDataEncoder(TypedDataTypes.of(Eip712.RECEIPT_TYPE));
    RandomValues.forAll(
        500,
        random -> {
          Eip712 eip712 = new Eip712(domain(random));
          Receipt receipt =
              new Receipt(
                  random.bytes32(),
                  random.uint(63).longValue(),
                  random.uint(63).longValue(),
                  random.uint(63).longValue(),
                  random.bytes32());
          ObjectNode json =
              MAPPER
                  .createObjectNode()
                  .put("leaf", receipt.leaf().toString())
                  .put("seq", receipt.seq())
                  .put("firstBatch", receipt.firstBatch())
                  .put("lastBatch", receipt.lastBatch())
                  .put("previousReceiptHash", receipt.previousReceiptHash().toString());
          assertThat(eip712.receiptHash(receipt))
              .isEqualTo(digest(eip712, encoder.hashStruct("Receipt", json)));
        });
  }

  @Test
  void commitmentDigestIsTheReferenceEncoders() {
    TypedDataEncoder encoder = new TypedDataEncoder(TypedDataTypes.of(Eip712.COMMITMENT_TYPE));
    RandomValues.forAll(
        500,
        random -> {
          Eip712 eip712 = new Eip712(domain(random));
          BatchCommitment commitment =
              new BatchCommitment(
                  1 + random.uint(62).longValue(),
                  random.bytes32(),
                  random.uint(32).longValue(),
                  random.bytes32());
          ObjectNode json =
              MAPPER
                  .createObjectNode()
                  .put("batch", commitment.batch())
                  .put("root", commitment.root().toString())
                  .put("count", commitment.count())
                  .put("previousRoot", commitment.previousRoot().toString());
          assertThat(eip712.commitmentHash(commitment))
              .isEqualTo(digest(eip712, encoder.hashStruct("BatchCommitment", json)));
        });
  }

  @Test
  void requestShowsTypesDomainAndDecimalText() {
    RandomValues random = new RandomValues(1);
    Domain domain = new Domain(31_337, random.address());
    ObjectNode request = new TypedDataJson(domain).intent(random.intent());
    assertThat(request.propertyNames())
        .containsExactly("types", "primaryType", "domain", "message");
    assertThat(request.at("/types/EIP712Domain").size()).isEqualTo(4);
    assertThat(request.at("/types/Intent/6/name").stringValue()).isEqualTo("side");
    assertThat(request.at("/types/Intent/6/type").stringValue()).isEqualTo("string");
    assertThat(request.at("/domain/chainId").stringValue()).isEqualTo("31337");
    assertThat(request.at("/message/sellAmount").isString()).isTrue();
  }

  private static Bytes32 digest(Eip712 eip712, Bytes32 structHash) {
    return Keccak.hash(PREFIX, eip712.domainSeparator().bytes(), structHash.bytes());
  }

  private static Domain domain(RandomValues random) {
    return new Domain(random.uint(63).longValue(), random.address());
  }

  private static JsonNode overTheWire(JsonNode json) {
    return MAPPER.readTree(MAPPER.writeValueAsString(json));
  }
}
