package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SettlementCodecTest {
  @Test
  void decodingReturnsWhatWasEncoded() {
    RandomValues.forAll(
        5_000,
        random -> {
          SettlementTerms terms = random.terms();
          Bundle bundle = bundle(random, terms);
          Bytes call = SettlementCodec.encodeCall(bundle, terms);
          assertThat(SettlementCodec.decodeCall(call, terms)).isEqualTo(bundle);
        });
  }

  /** Each flip of one bit and each cut is refused, or is the one form of another bundle. */
  @Test
  void everyFlipAndEveryCutIsRefusedOrTheOneForm() {
    int[] accepted = new int[1];
    int[] refused = new int[1];
    RandomValues.forAll(
        60,
        random -> {
          SettlementTerms terms = random.terms();
          byte[] packed = packed(SettlementCodec.encodeCall(bundle(random, terms), terms));
          for (int at = 0; at < packed.length; at++) {
            byte[] flipped = packed.clone();
            flipped[at] ^= (byte) (1 << random.below(8));
            count(isOneForm(flipped, terms), accepted, refused);
            assertThat(isOneForm(Arrays.copyOf(packed, at), terms)).as("cut at " + at).isFalse();
          }
          assertThat(isOneForm(Arrays.copyOf(packed, packed.length + 1), terms)).isFalse();
        });
    // Most of the bytes are amounts and signatures, so both outcomes are tested.
    assertThat(accepted[0]).isGreaterThan(10_000);
    assertThat(refused[0]).isGreaterThan(1_000);
  }

  @Test
  void manglingIsRefusedOrTheOneForm() {
    int[] accepted = new int[1];
    int[] refused = new int[1];
    Assertions.assertTimeout(
        Duration.ofSeconds(60),
        () ->
            RandomValues.forAll(
                10_000,
                random -> {
                  SettlementTerms terms = random.terms();
                  byte[] packed = packed(SettlementCodec.encodeCall(bundle(random, terms), terms));
                  count(isOneForm(mangle(random, packed), terms), accepted, refused);
                }));
    assertThat(accepted[0]).isGreaterThan(500);
    assertThat(refused[0]).isGreaterThan(1_000);
  }

  @Test
  void callDataIsRefusedOrTheOneForm() {
    RandomValues.forAll(
        3_000,
        random -> {
          SettlementTerms terms = random.terms();
          byte[] call = SettlementCodec.encodeCall(bundle(random, terms), terms).bytes();
          byte[] mangled = mangle(random, call);
          try {
            Bundle decoded = SettlementCodec.decodeCall(Bytes.of(mangled), terms);
            assertThat(SettlementCodec.encodeCall(decoded, terms)).isEqualTo(Bytes.of(mangled));
          } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
          }
        });
  }

  /** Lengths and counts that claim more than there is cost no more than what there is. */
  @Test
  void longClaimsAreRefusedAtOnce() {
    RandomValues random = new RandomValues(1);
    SettlementTerms terms = random.terms();
    Settlement empty = new Settlement(List.of(), List.of(), List.of(), List.of());
    byte[] packed = packed(SettlementCodec.encodeCall(bundle(random, terms, empty), terms));
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (int at = 0; at < packed.length; at++) {
            byte[] claim = packed.clone();
            claim[at] = (byte) 0xff;
            isOneForm(claim, terms);
            isOneForm(Arrays.copyOf(claim, 1 << 20), terms);
          }
        });
    Bytes tooLong = Bytes.of(new byte[SettlementCodec.MAX_CALL_DATA + 1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettlementCodec.decodeCall(tooLong, terms));
  }

  @Test
  void theAwardIsOfThisSolution() {
    RandomValues random = new RandomValues(3);
    SettlementTerms terms = random.terms();
    Bundle bundle = bundle(random, terms);
    Bundle other =
        new Bundle(award(random, random.bytes32()), bundle.awardSignature(), bundle.settlement());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettlementCodec.encodeCall(other, terms))
        .withMessageContaining("another solution");
    byte[] packed = packed(SettlementCodec.encodeCall(bundle, terms));
    byte[] solution = SettlementCodec.encodeSolution(bundle.settlement(), terms).bytes();
    assertThat(Arrays.copyOfRange(packed, packed.length - solution.length, packed.length))
        .isEqualTo(solution);
    assertThat(SettlementCodec.solutionHash(bundle.settlement(), terms))
        .isEqualTo(Keccak.hash(solution));
  }

  @Test
  void theAuctioneerIsFoundWithoutKnowingIt() {
    Eip712 eip712 = new Eip712(new Domain(31_337, Address.ZERO));
    RandomValues.forAll(
        50,
        random -> {
          LocalSigner auctioneer = LocalSigner.of(random.bytes32());
          SettlementTerms terms = new SettlementTerms(auctioneer.address(), random.address());
          Bundle bundle = bundle(random, terms);
          Signature signature = auctioneer.sign(eip712.awardHash(bundle.award()));
          Bundle signed =
              new Bundle(bundle.award(), signature, bundle.consent(), bundle.settlement());
          Bytes call = SettlementCodec.encodeCall(signed, terms);
          assertThat(SettlementCodec.auctioneer(call, eip712, SignatureRecovery.best()))
              .contains(auctioneer.address());
        });
  }

  /** What an ERC-1271 account gave reaches it as it is; only 64 bytes go without a length. */
  @Test
  void signaturesAreKeptAsTheyAre() {
    RandomValues random = new RandomValues(5);
    SettlementTerms terms = random.terms();
    List<Address> tokens = List.of(random.address(), random.address()).stream().sorted().toList();
    int plain = size(random, terms, tokens, 64);
    assertThat(size(random, terms, tokens, 65)).isEqualTo(plain + 2 + 1);
    assertThat(size(random, terms, tokens, 0)).isEqualTo(plain + 2 - 64);
  }

  private static int size(
      RandomValues random, SettlementTerms terms, List<Address> tokens, int signature) {
    SignedIntent template = new RandomValues(9).signedIntent(tokens, terms.auctioneer());
    SignedIntent signed =
        new SignedIntent(
            template.intent(),
            template.funding(),
            Bytes.of(random.array(signature)),
            template.tokenPermit(),
            template.hooks());
    Settlement settlement =
        new Settlement(
            tokens,
            Collections.nCopies(tokens.size(), BigInteger.ONE),
            List.of(Trade.of(signed, BigInteger.ONE, BigInteger.ONE)),
            List.of());
    return SettlementCodec.encodeSolution(
            settlement, new SettlementTerms(terms.auctioneer(), tokens.getFirst()))
        .size();
  }

  @Test
  void tokensOfTradesMustBeListed() {
    RandomValues random = new RandomValues(1);
    Trade trade =
        Trade.of(
            SignedIntent.ecdsa(random.intent(), Signature.ofCompact(random.array(64))),
            BigInteger.ONE,
            BigInteger.ZERO);
    Settlement settlement = new Settlement(List.of(), List.of(), List.of(trade), List.of());
    SettlementTerms terms = random.terms();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettlementCodec.solutionHash(settlement, terms))
        .withMessageContaining("not listed");
  }

  @Test
  void tokensMustAscend() {
    RandomValues random = new RandomValues(1);
    SettlementTerms terms = random.terms();
    Address token = random.address();
    Settlement twice =
        new Settlement(
            List.of(token, token), List.of(BigInteger.ONE, BigInteger.ONE), List.of(), List.of());
    Bytes call = SettlementCodec.encodeCall(bundle(random, terms, twice), terms);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SettlementCodec.decodeCall(call, terms))
        .withMessageContaining("ascending");
  }

  @Test
  void moreThanFitsIsRefused() {
    RandomValues random = new RandomValues(1);
    SettlementTerms terms = random.terms();
    List<Address> tokens =
        Collections.nCopies(256, Address.ZERO).stream().map(any -> random.address()).toList();
    List<BigInteger> prices = Collections.nCopies(256, BigInteger.ONE);
    Settlement tooMany = new Settlement(tokens, prices, List.of(), List.of());
    Settlement tooDear =
        new Settlement(
            List.of(terms.weth()), List.of(BigInteger.ONE.shiftLeft(128)), List.of(), List.of());
    for (Settlement settlement : List.of(tooMany, tooDear)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SettlementCodec.encodeSolution(settlement, terms))
          .withMessageContaining("does not fit");
    }
  }

  private static byte[] mangle(RandomValues random, byte[] bytes) {
    byte[] mangled = bytes.clone();
    for (int i = random.below(3); i >= 0; i--) {
      int at = random.below(mangled.length);
      int from = random.below(mangled.length);
      int length = Math.min(mangled.length - Math.max(at, from), 1 + random.below(40));
      switch (random.below(6)) {
        case 0 -> mangled[at] ^= (byte) (1 << random.below(8));
        case 1 -> System.arraycopy(random.array(length), 0, mangled, at, length);
        case 2 -> System.arraycopy(mangled, from, mangled, at, length);
        case 3 -> mangled = Arrays.copyOf(mangled, 1 + at);
        case 4 -> mangled = Arrays.copyOf(mangled, mangled.length + random.below(65));
        default -> Arrays.fill(mangled, at, at + length, (byte) (random.bool() ? 0xff : 0));
      }
    }
    return mangled;
  }

  private static void count(boolean oneForm, int[] accepted, int[] refused) {
    (oneForm ? accepted : refused)[0]++;
  }

  /** Whether the bytes are read; then they are exactly what is written of what was read. */
  private static boolean isOneForm(byte[] packed, SettlementTerms terms) {
    Bytes call = SettlementCodec.SETTLE.encode(arguments -> arguments.bytes(Bytes.of(packed)));
    try {
      Bundle decoded = SettlementCodec.decodeCall(call, terms);
      assertThat(SettlementCodec.encodeCall(decoded, terms)).isEqualTo(call);
      return true;
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return false;
    }
  }

  private static byte[] packed(Bytes call) {
    return SettlementCodec.SETTLE.decode(call, AbiReader::bytes).bytes();
  }

  private static Bundle bundle(RandomValues random, SettlementTerms terms) {
    return bundle(random, terms, random.settlement(terms));
  }

  private static Bundle bundle(RandomValues random, SettlementTerms terms, Settlement settlement) {
    return new Bundle(
        award(random, SettlementCodec.solutionHash(settlement, terms)),
        Signature.ofCompact(random.array(64)),
        random.bool() ? Bytes.EMPTY : random.bytes(200),
        settlement);
  }

  private static Award award(RandomValues random, Bytes32 solutionHash) {
    return new Award(
        random.uint(48).longValue(),
        random.bytes32(),
        random.address(),
        solutionHash,
        random.uint(48).longValue(),
        random.bytes32());
  }
}
