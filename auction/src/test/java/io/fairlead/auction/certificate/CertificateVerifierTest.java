package io.fairlead.auction.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CertificateVerifierTest {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final Address A = Tiny.token(0);
  private static final Address B = Tiny.token(1);
  private static final Order SELL = Tiny.order(1, A, B, ONE, ONE, Side.SELL, false);
  private static final Liquidity POOL =
      Tiny.pair(1, 0, 1, weth(1_000), weth(1_100), /* feeBps= */ 30);
  private static final Instance INSTANCE =
      new Instance(new TreeMap<>(Map.of(B, ReferencePrices.UNIT)), List.of(SELL), List.of(POOL));
  private static final Rational SCORE =
      new Rational(ONE.multiply(BigInteger.TEN), BigInteger.valueOf(300));

  private static BigInteger weth(long whole) {
    return ONE.multiply(BigInteger.valueOf(whole));
  }

  private static CertificateMaker.Bounded bounded() {
    return (CertificateMaker.Bounded)
        new CertificateMaker(INSTANCE).propose(Map.of(A, 1.0945, B, 1.0));
  }

  private static CertificateVerdict verify(Certificate certificate) {
    return new CertificateVerifier(INSTANCE).verify(certificate, SCORE);
  }

  @Test
  void believesWhatThePricesProve() {
    Certificate certificate = bounded().certify(SCORE);
    assertThat(certificate.score()).isEqualTo(SCORE.floor());
    assertThat(certificate.bound()).isGreaterThan(certificate.score());
    assertThat(verify(certificate))
        .isEqualTo(new CertificateVerdict.Valid(certificate.bound(), certificate.gapBps()));
    // A looser claim is still true.
    BigInteger more = certificate.bound().add(ONE);
    assertThat(verify(with(certificate, more, Certificate.gapBps(more, SCORE.floor()))))
        .isInstanceOf(CertificateVerdict.Valid.class);
  }

  @Test
  void refusesWhatTheyDoNot() {
    Certificate good = bounded().certify(SCORE);
    BigInteger less = good.bound().subtract(BigInteger.ONE);
    refused(with(good, less, Certificate.gapBps(less, good.score())), CertificateFault.WRONG_BOUND);
    refused(with(good, BigInteger.ONE.negate(), 0), CertificateFault.WRONG_BOUND);
    refused(with(good, good.bound(), good.gapBps() - 1), CertificateFault.WRONG_GAP);
    refused(
        new Certificate(
            good.instance(), good.prices(), good.bound(), good.score().add(BigInteger.ONE), 0),
        CertificateFault.WRONG_SCORE);
    refused(
        new Certificate(Bytes32.ZERO, good.prices(), good.bound(), good.score(), good.gapBps()),
        CertificateFault.OTHER_INSTANCE);
    refused(priced(good, A, null), CertificateFault.MISSING_PRICE);
    refused(priced(good, Tiny.token(2), BigInteger.ONE), CertificateFault.UNKNOWN_TOKEN);
    refused(priced(good, A, BigInteger.ONE.negate()), CertificateFault.PRICE_OUT_OF_RANGE);
    refused(
        priced(good, A, BigInteger.ONE.shiftLeft(Certificate.MAX_PRICE_BITS)),
        CertificateFault.PRICE_OUT_OF_RANGE);
    refused(
        priced(good, B, Certificate.UNIT.subtract(BigInteger.ONE)), CertificateFault.PRICE_TOO_LOW);
    refused(
        new Certificate(good.instance(), new TreeMap<>(), good.bound(), good.score(), 0),
        CertificateFault.MISSING_PRICE);
  }

  @Test
  void computesOneBoundPerAnswer() {
    Certificate good = bounded().certify(SCORE);
    CertificateVerifier.Answer answer = new CertificateVerifier(INSTANCE).answer();
    assertThat(answer.verify(good, SCORE)).isInstanceOf(CertificateVerdict.Valid.class);
    assertThat(answer.verify(good, SCORE)).isInstanceOf(CertificateVerdict.Valid.class);
    assertThat(answer.verify(priced(good, A, Certificate.UNIT), SCORE))
        .isInstanceOfSatisfying(
            CertificateVerdict.Invalid.class,
            no -> assertThat(no.fault()).isEqualTo(CertificateFault.OTHER_PRICES));
  }

  @Test
  void saysWhichPoolHasNoBound() {
    Instance broken =
        new Instance(
            INSTANCE.referencePrices(),
            List.of(SELL),
            List.of(POOL, Tiny.pair(2, 0, 1, BigInteger.ONE, BigInteger.ONE, 10_000)));
    assertThat(new CertificateMaker(broken).propose(Map.of()))
        .isEqualTo(new CertificateMaker.NotComputable("2", Uncomputable.IMPOSSIBLE_STATE));
    Certificate claim =
        new Certificate(
            broken.hash(), bounded().prices(), bounded().bound(), SCORE.floor(), /* gapBps= */ 0);
    assertThat(new CertificateVerifier(broken).verify(claim, SCORE))
        .isEqualTo(new CertificateVerdict.NotComputable("2", Uncomputable.IMPOSSIBLE_STATE));
  }

  @Test
  void makesAnyPricesAdmissible() {
    CertificateMaker maker = new CertificateMaker(INSTANCE);
    for (double a : new double[] {Double.NaN, -1, 0, 1e-300, 1, 1e300, Double.POSITIVE_INFINITY}) {
      CertificateMaker.Bounded made =
          (CertificateMaker.Bounded) maker.propose(Map.of(A, a, B, a, Tiny.token(9), Double.NaN));
      assertThat(made.prices()).containsOnlyKeys(A, B);
      assertThat(made.prices().get(B)).isGreaterThanOrEqualTo(Certificate.UNIT);
      assertThat(verify(made.certify(SCORE))).isInstanceOf(CertificateVerdict.Valid.class);
    }
    assertThat(maker.admissible(Map.of(A, 0.1)).get(A))
        .isEqualTo(new BigInteger("100000000000000005551115123125782702"));
  }

  @Test
  void roundsTheGapUp() {
    assertThat(gap(10_000, 10_000)).isZero();
    assertThat(gap(10_000, 10_001)).isZero();
    assertThat(gap(0, 0)).isZero();
    assertThat(gap(10_001, 10_000)).isEqualTo(1);
    assertThat(gap(10_000, 9_998)).isEqualTo(2);
    assertThat(gap(30_000, 29_998)).isEqualTo(1);
    assertThat(gap(7, 0)).isEqualTo(10_000);
  }

  private static int gap(long bound, long score) {
    return Certificate.gapBps(BigInteger.valueOf(bound), BigInteger.valueOf(score));
  }

  @Test
  void theInstanceIsWhatWasAskedHoweverItIsListed() {
    RandomAuctions.forAll(
        50,
        random -> {
          SolveRequest request = random.request();
          Instance own = Instance.of(request);
          Instance shuffled =
              new Instance(
                  own.referencePrices(),
                  random.shuffled(own.orders()),
                  random.shuffled(own.liquidity()));
          assertThat(shuffled).isEqualTo(own);
          assertThat(shuffled.hash()).isEqualTo(own.hash());
          assertThat(Instance.of(request.withoutSignatures()).hash()).isEqualTo(own.hash());
        });
  }

  @Test
  void theInstanceChangesWithWhateverTheBoundDependsOn() {
    List<Instance> others =
        List.of(
            new Instance(new TreeMap<>(Map.of(B, ONE.add(ONE))), List.of(SELL), List.of(POOL)),
            new Instance(INSTANCE.referencePrices(), List.of(), List.of(POOL)),
            new Instance(INSTANCE.referencePrices(), List.of(SELL), List.of()),
            new Instance(
                INSTANCE.referencePrices(),
                List.of(new Order(SELL.uid(), SELL.intent(), BigInteger.ONE, BigInteger.ONE)),
                List.of(POOL)),
            new Instance(
                INSTANCE.referencePrices(),
                List.of(SELL),
                List.of(Tiny.pair(1, 0, 1, weth(1_000), weth(1_100), 31))));
    assertThat(others.stream().map(Instance::hash).distinct()).hasSize(others.size());
    assertThat(others.stream().map(Instance::hash)).doesNotContain(INSTANCE.hash());
  }

  private static void refused(Certificate certificate, CertificateFault fault) {
    assertThat(verify(certificate))
        .isInstanceOfSatisfying(
            CertificateVerdict.Invalid.class, no -> assertThat(no.fault()).isEqualTo(fault));
  }

  private static Certificate with(Certificate good, BigInteger bound, int gapBps) {
    return new Certificate(good.instance(), good.prices(), bound, good.score(), gapBps);
  }

  private static Certificate priced(Certificate good, Address token, @Nullable BigInteger price) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>(good.prices());
    if (price == null) {
      prices.remove(token);
    } else {
      prices.put(token, price);
    }
    return new Certificate(good.instance(), prices, good.bound(), good.score(), good.gapBps());
  }
}
