package io.fairlead.auction;

import io.fairlead.auction.certificate.CertificateMaker;
import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.run.AuctionPlan;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Certificates for {@link Scene}'s solutions. */
public final class CertifiedScene {
  /** What a dollar is worth by the pair of the scene, in native wei. */
  private static final BigInteger DOLLAR = Scene.ONE.divide(BigInteger.valueOf(2_000));

  private CertifiedScene() {}

  /** As {@link Scene#sellsWeth}, with a true certificate. */
  public static Solution sellsWeth(long id, long dollars) {
    return sellsWeth(id, dollars, Scene.pools());
  }

  /** The same where there are these pools of the scene's tokens. */
  public static Solution sellsWeth(long id, long dollars, List<Liquidity> pools) {
    AuctionPlan plan = AuctionPlan.of(Scene.WETH, Scene.entries(), pools);
    Instance instance = new Instance(plan.prices(), plan.orders(), plan.liquidity());
    CertificateMaker.Bounded bounded =
        (CertificateMaker.Bounded)
            new CertificateMaker(instance)
                .propose(Map.of(Scene.WETH, 1.0, Scene.USD, 5e8, Scene.X, 0.98));
    BigInteger above = BigInteger.valueOf(dollars - 1_900);
    return Scene.sellsWeth(id, dollars)
        .certified(bounded.certify(Rational.of(DOLLAR.multiply(above))));
  }

  /** Some of the basket's units and a true certificate of an auction with it. */
  public static Solution fillsBasket(long id, long units, long dollars) {
    AuctionPlan plan = AuctionPlan.of(Scene.WETH, Scene.entriesWithBasket(), Scene.pools());
    Instance instance =
        new Instance(plan.prices(), plan.orders(), plan.baskets(), plan.liquidity());
    CertificateMaker.Bounded bounded =
        (CertificateMaker.Bounded)
            new CertificateMaker(instance)
                .propose(Map.of(Scene.WETH, 1.0, Scene.USD, 5e8, Scene.X, 0.98));
    BigInteger above = BigInteger.valueOf(dollars - 900 * units);
    return Scene.fillsBasket(id, units, dollars)
        .certified(bounded.certify(Rational.of(DOLLAR.multiply(above))));
  }
}
