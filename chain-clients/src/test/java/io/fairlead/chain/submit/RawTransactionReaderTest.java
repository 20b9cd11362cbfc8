package io.fairlead.chain.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.fairlead.chain.Seeded;
import io.fairlead.chain.deploy.CreatedAddress;
import io.fairlead.chain.submit.RawTransactionException.Problem;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Hex;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.web3j.crypto.AccessListObject;
import org.web3j.crypto.AuthorizationTuple;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RawTransactionReaderTest {
  /** The example of EIP-155. */
  private static final String EIP155 =
      "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a0"
          + "28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a067cbe9d8997f761aecb703"
          + "304b3800ccf555c9f3dc64214b297fb1966a3b6d83";

  /** Made by ethers 6.17: 0x2222… pays for the delegation of 0x1111… to 0x7700…01. */
  private static final String DELEGATION =
      "0x04f8ce827a6980843b9aca0085174876e80083030d409419e7e376e7c213b7e7e7e46cc70a5dd086daff2a8080"
          + "c0f85ef85c827a699477000000000000000000000000000000000000018080a068d2776d48bf07437a78a373d1"
          + "bdbeb9f0ca918f621e1846134b9c4a6e08d315a02678c1169d5ffda1846571d24723e57cb7205f2d0c3b6804e7"
          + "662d67065f913880a0a26bad56b36c65d5b23b51bbbec741cae009408bcf2dc573c456ba3810109467a03b39db"
          + "9024738ee69b7aa917fb697c4774470f5522e3ec5b4b8c90577d730629";

  private final RawTransactionReader reader = new RawTransactionReader();

  private record Sample(
      int type,
      long chain,
      Bytes32 key,
      long nonce,
      String to,
      BigInteger value,
      Bytes data,
      long gas,
      BigInteger tip,
      BigInteger fee,
      List<AccessListObject> access,
      List<AuthorizationTuple> delegations) {
    static Sample of(Seeded random) {
      int type = new int[] {0, 1, 2, 4}[random.below(4)];
      BigInteger tip = random.uint(60);
      return new Sample(
          type,
          1 + random.below(1 << 30),
          random.bytes32(),
          random.below(1 << 30),
          type != 4 && random.below(4) == 0 ? "" : random.address().toString(),
          random.uint(200),
          random.bytes(300),
          random.below(30_000_000),
          tip,
          type >= 2 ? tip.add(random.uint(60)) : tip,
          IntStream.range(0, random.below(3))
              .mapToObj(entry ->
                  new AccessListObject(
                      random.address().toString(),
                      Stream.generate(() -> random.bytes32().toString())
                          .limit(random.below(4))
                          .toList()))
              .toList(),
          Stream.generate(() -> delegation(random)).limit(1 + random.below(3)).toList());
    }

    private static AuthorizationTuple delegation(Seeded random) {
      return new AuthorizationTuple(
          random.uint(256),
          random.address().toString(),
          random.uint(64),
          random.uint(8),
          random.uint(256),
          random.uint(256));
    }

    Bytes sign() {
      BigInteger count = BigInteger.valueOf(nonce);
      BigInteger limit = BigInteger.valueOf(gas);
      String text = data.toString();
      Credentials credentials = Credentials.create(key.toString());
      return Bytes.of(
          switch (type) {
            case 0 ->
                TransactionEncoder.signMessage(
                    RawTransaction.createTransaction(count, fee, limit, to, value, text),
                    chain,
                    credentials);
            case 1 ->
                TransactionEncoder.signMessage(
                    RawTransaction.createTransaction(
                        chain, count, fee, limit, to, value, text, access),
                    credentials);
            case 4 ->
                TransactionEncoder.signMessage(
                    RawTransaction.createTransaction(
                        chain, count, tip, fee, limit, to, value, text, access, delegations),
                    credentials);
            default ->
                TransactionEncoder.signMessage(
                    RawTransaction.createTransaction(
                        chain, count, limit, to, value, text, tip, fee, access),
                    credentials);
          });
    }
  }

  @Test
  void readsEveryFieldAndTheSender() {
    Seeded.forAll(
        300,
        random -> {
          Sample sample = Sample.of(random);
          Bytes raw = sample.sign();
          DecodedTransaction read = reader.read(raw);
          assertThat(read.hash()).isEqualTo(Keccak.hash(raw.bytes()));
          assertThat(read.raw()).isEqualTo(raw);
          assertThat(read.type()).isEqualTo(sample.type);
          assertThat(read.chainId()).isEqualTo(sample.chain);
          assertThat(read.sender()).isEqualTo(LocalSigner.of(sample.key).address());
          assertThat(read.nonce()).isEqualTo(sample.nonce);
          assertThat(read.to()).isEqualTo(sample.to.isEmpty() ? null : Address.parse(sample.to));
          assertThat(read.value()).isEqualTo(sample.value);
          assertThat(read.data()).isEqualTo(sample.data);
          assertThat(read.gasLimit()).isEqualTo(sample.gas);
          assertThat(read.maxFeePerGas()).isEqualTo(sample.fee);
          assertThat(read.maxPriorityFeePerGas()).isEqualTo(sample.tip);
          assertThat(read.authorizations())
              .extracting(
                  Authorization::chainId,
                  one -> one.delegate().toString(),
                  Authorization::nonce,
                  Authorization::parity,
                  Authorization::r,
                  Authorization::s)
              .containsExactlyElementsOf(
                  sample.type == 4
                      ? sample.delegations.stream()
                          .map(one ->
                              tuple(
                                  one.getChainId(),
                                  one.getAddress(),
                                  one.getNonce(),
                                  one.getYParity(),
                                  one.getR(),
                                  one.getS()))
                          .toList()
                      : List.of());
        });
  }

  @Test
  void readsADelegationAsEthersWritesIt() {
    DecodedTransaction read = reader.read(Bytes.parse(DELEGATION));
    assertThat(read.type()).isEqualTo(4);
    assertThat(read.hash())
        .isEqualTo(
            Bytes32.parse("0x418b79e481166071be41092177f47ba25cdbdbd5b9dcc83740d228969157888f"));
    assertThat(read.sender())
        .isEqualTo(LocalSigner.of(Bytes32.parse("0x" + "22".repeat(32))).address());
    assertThat(read.to())
        .isEqualTo(LocalSigner.of(Bytes32.parse("0x" + "11".repeat(32))).address());
    Authorization only = read.authorizations().getFirst();
    assertThat(read.authorizations()).hasSize(1);
    assertThat(only.chainId()).isEqualTo(BigInteger.valueOf(31_337));
    assertThat(only.delegate())
        .isEqualTo(Address.parse("0x7700000000000000000000000000000000000001"));
    assertThat(only.nonce()).isZero();
    assertThat(only.parity()).isZero();
  }

  @Test
  void refusesADelegationThatCreatesAContractOrDelegatesNobody() {
    Credentials credentials = Credentials.create(Bytes32.parse("0x" + "11".repeat(32)).toString());
    AuthorizationTuple some =
        new AuthorizationTuple(
            BigInteger.ONE,
            Address.ZERO.toString(),
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.ONE);
    refused(
        Problem.MALFORMED,
        TransactionEncoder.signMessage(delegating("", List.of(some)), credentials));
    String to = Address.ZERO.toString();
    refused(
        Problem.MALFORMED, TransactionEncoder.signMessage(delegating(to, List.of()), credentials));
    assertThat(
            reader
                .read(
                    Bytes.of(
                        TransactionEncoder.signMessage(delegating(to, List.of(some)), credentials)))
                .type())
        .isEqualTo(4);
  }

  private static RawTransaction delegating(String to, List<AuthorizationTuple> delegations) {
    return RawTransaction.createTransaction(
        1,
        BigInteger.ZERO,
        BigInteger.ONE,
        BigInteger.TEN,
        BigInteger.valueOf(100_000),
        to,
        BigInteger.ZERO,
        "0x",
        List.of(),
        delegations);
  }

  @Test
  void putsADelegationTogetherAgain() {
    String json =
        """
        {"type": "0x4", "chainId": "0x7a69", "nonce": "0x0", "gas": "0x30d40",
         "maxFeePerGas": "0x174876e800", "maxPriorityFeePerGas": "0x3b9aca00",
         "to": "0x19e7e376e7c213b7e7e7e46cc70a5dd086daff2a", "value": "0x0", "accessList": [],
         "authorizationList": [{"chainId": "0x7a69", "nonce": "0x0", "yParity": "0x0",
          "address": "0x7700000000000000000000000000000000000001",
          "r": "0x68d2776d48bf07437a78a373d1bdbeb9f0ca918f621e1846134b9c4a6e08d315",
          "s": "0x2678c1169d5ffda1846571d24723e57cb7205f2d0c3b6804e7662d67065f9138"}],
         "input": "0x", "yParity": "0x0", "v": "0x0",
         "r": "0xa26bad56b36c65d5b23b51bbbec741cae009408bcf2dc573c456ba3810109467",
         "s": "0x3b39db9024738ee69b7aa917fb697c4774470f5522e3ec5b4b8c90577d730629",
         "hash": "0x418b79e481166071be41092177f47ba25cdbdbd5b9dcc83740d228969157888f"}\
        """;
    assertThat(NodeTransaction.read(JsonMapper.shared().readTree(json), reader).raw())
        .isEqualTo(Bytes.parse(DELEGATION));
  }

  @Test
  void readsTheExampleOfEip155() {
    DecodedTransaction read = reader.read(Bytes.parse(EIP155));
    assertThat(read.sender())
        .isEqualTo(Address.parse("0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f"));
    assertThat(read.chainId()).isEqualTo(1);
    assertThat(read.nonce()).isEqualTo(9);
    assertThat(read.value()).isEqualTo(BigInteger.TEN.pow(18));
    assertThat(read.maxFeePerGas()).isEqualTo(BigInteger.valueOf(20_000_000_000L));
  }

  @Test
  void putsANodesJsonTogetherAgain() {
    String json =
        """
        {"type": "0x0", "nonce": "0x9", "gasPrice": "0x4a817c800", "gas": "0x5208",
         "to": "0x3535353535353535353535353535353535353535", "value": "0xde0b6b3a7640000",
         "input": "0x", "v": "0x25", "chainId": "0x1",
         "r": "0x28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276",
         "s": "0x67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83",
         "hash": "%s"}\
        """;
    String hash = Keccak.hash(Bytes.parse(EIP155).bytes()).toString();
    JsonNode right = JsonMapper.shared().readTree(json.formatted(hash));
    assertThat(NodeTransaction.read(right, reader).raw()).isEqualTo(Bytes.parse(EIP155));
    JsonNode wrong = JsonMapper.shared().readTree(json.formatted(Bytes32.ZERO));
    assertThatExceptionOfType(RawTransactionException.class)
        .isThrownBy(() -> NodeTransaction.read(wrong, reader))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(Problem.HASH));
  }

  @Test
  void aChangedByteIsRefusedOrChangesTheSenderButNeverGivesTheSameOne() {
    Seeded.forAll(
        300,
        random -> {
          Sample sample = Sample.of(random);
          byte[] bytes = sample.sign().bytes();
          bytes[random.below(bytes.length)] ^= (byte) (1 << random.below(8));
          try {
            DecodedTransaction read = reader.read(Bytes.of(bytes));
            assertThat(read.raw()).isEqualTo(Bytes.of(bytes));
            assertThat(read.sender()).isNotEqualTo(LocalSigner.of(sample.key).address());
          } catch (RawTransactionException e) {
            assertThat(e).hasMessageNotContaining(Hex.encode(bytes));
          }
        });
  }

  @Test
  void refusesWhatIsCutOrGoesOn() {
    Seeded.forAll(
        100,
        random -> {
          byte[] bytes = Sample.of(random).sign().bytes();
          refused(Problem.MALFORMED, Arrays.copyOf(bytes, bytes.length + 1));
          byte[] cut = Arrays.copyOf(bytes, 1 + random.below(bytes.length - 1));
          refused(Problem.MALFORMED, cut);
        });
  }

  @Test
  void refusesOtherTypes() {
    for (int type : new int[] {0, 3, 5, 0x7f, 0x80, 0xbf}) {
      refused(Problem.UNSUPPORTED_TYPE, new byte[] {(byte) type, (byte) 0xc0});
    }
  }

  @Test
  void refusesATransactionForEveryChain() {
    RawTransaction transaction =
        RawTransaction.createTransaction(
            BigInteger.ZERO, BigInteger.ONE, BigInteger.TEN, "", BigInteger.ZERO, "0x");
    Credentials credentials = Credentials.create(Bytes32.parse("0x" + "11".repeat(32)).toString());
    refused(Problem.NO_CHAIN, TransactionEncoder.signMessage(transaction, credentials));
  }

  @Test
  void refusesTheOtherHalfOfSignatures() {
    byte[] bytes = Bytes.parse(EIP155).bytes();
    BigInteger order =
        new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, bytes.length - 32, bytes.length));
    byte[] other = order.subtract(s).toByteArray();
    System.arraycopy(other, other.length - 32, bytes, bytes.length - 32, 32);
    bytes[bytes.length - 67] ^= 0x03; // v of 37 becomes 38, so that it is the same sender's
    refused(Problem.SIGNATURE, bytes);
  }

  @Test
  void boundsSizeAndDepth() {
    refused(Problem.SIZE, new byte[0]);
    refused(Problem.SIZE, new byte[RawTransactionReader.MAX_SIZE + 1]);
    int size = RawTransactionReader.MAX_SIZE;
    byte[] nested = new byte[size];
    for (int at = 0; at < size; at += 4) {
      int rest = size - at - 4;
      nested[at] = (byte) 0xfa;
      nested[at + 1] = (byte) (rest >> 16);
      nested[at + 2] = (byte) (rest >> 8);
      nested[at + 3] = (byte) rest;
    }
    refused(Problem.MALFORMED, nested);
  }

  @Test
  void showsItsHashOnly() {
    DecodedTransaction read = reader.read(Bytes.parse(EIP155));
    assertThat(read.toString()).isEqualTo("DecodedTransaction[" + read.hash() + "]");
  }

  @Test
  void tipsAreBoundedByTheFee() {
    DecodedTransaction read = reader.read(Bytes.parse(EIP155));
    BigInteger price = read.maxFeePerGas();
    assertThat(read.effectiveTip(BigInteger.ZERO)).isEqualTo(price);
    assertThat(read.effectiveTip(price.add(BigInteger.ONE))).isEqualTo(BigInteger.ONE.negate());
  }

  @Test
  void knowsWhereContractsGo() {
    // The first contracts of the account in Ethereum's own tests.
    Address creator = Address.parse("0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0");
    assertThat(CreatedAddress.of(creator, 0))
        .isEqualTo(Address.parse("0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d"));
    assertThat(CreatedAddress.of(creator, 1))
        .isEqualTo(Address.parse("0x343c43a37d37dff08ae8c4a11544c718abb4fcf8"));
  }

  private void refused(Problem problem, byte[] bytes) {
    assertThatExceptionOfType(RawTransactionException.class)
        .isThrownBy(() -> reader.read(Bytes.of(bytes)))
        .satisfies(e -> assertThat(e.problem()).isEqualTo(problem));
  }
}
