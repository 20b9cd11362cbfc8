package io.fairlead.auction.certificate;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * With orders alone the best score is a linear program; at its optimal prices the bound equals it.
 */
class BoundAgainstLinearProgramTest {
  private static final int TOKENS = 4;
  private static final double WEI = 1e18;

  @Test
  void equalsTheOptimumAtOptimalPrices() {
    int[] above = new int[1];
    RandomAuctions.forAll(
        100,
        random -> {
          double[] worth = {1, 0.25, 3, 0.5};
          List<Order> orders = new ArrayList<>();
          for (int i = 0; i < 12; i++) {
            orders.add(order(random, i, worth));
          }
          SortedMap<Address, BigInteger> reference = new TreeMap<>();
          for (int t = 0; t < TOKENS; t++) {
            if (random.below(4) > 0) {
              reference.put(
                  Tiny.token(t),
                  new BigDecimal(worth[t])
                      .multiply(new BigDecimal(ReferencePrices.UNIT))
                      .toBigIntegerExact());
            }
          }
          Instance instance = new Instance(reference, orders, List.of());
          double best = best(instance);
          Map<Address, Double> prices = new TreeMap<>();
          double dual = bestPrices(instance, prices);
          CertificateMaker.Bounded bounded =
              (CertificateMaker.Bounded) new CertificateMaker(instance).propose(prices);
          double bound = bounded.bound().doubleValue() / WEI;
          // The program is solved in doubles, whole numbers in it are rounded to them.
          assertThat(dual).isCloseTo(best, within(1e-7 * Math.max(1, best)));
          assertThat(bound).isCloseTo(dual, within(1e-9 * Math.max(1, best)));
          assertThat(bound).isGreaterThan(best - 1e-7 * Math.max(1, best));
          above[0] += best > 1 ? 1 : 0;
        });
    assertThat(above[0]).isGreaterThan(50);
  }

  private static Order order(RandomAuctions random, int number, double[] worth) {
    int sell = random.below(TOKENS);
    int buy = (sell + 1 + random.below(TOKENS - 1)) % TOKENS;
    BigInteger amount = Tiny.between(random, 1, 1_000).multiply(BigInteger.TEN.pow(17));
    double limit = worth[sell] / worth[buy] * (0.7 + 0.005 * random.below(80));
    BigInteger asked = new BigDecimal(limit).multiply(new BigDecimal(amount)).toBigInteger();
    return Tiny.order(
        number,
        Tiny.token(sell),
        Tiny.token(buy),
        amount,
        asked,
        random.bool() ? Side.SELL : Side.BUY,
        true);
  }

  /** Sold {@code x} and bought {@code y} per order, in whole tokens. */
  private static double best(Instance instance) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Map<Address, Expression> left = new TreeMap<>();
    instance.tokens().forEach(token -> left.put(token, model.newExpression("" + token).lower(0)));
    int number = 0;
    for (Order order : instance.orders()) {
      double ask = ratio(order);
      double worth = worth(instance, order);
      Variable x = model.newVariable("x" + number).lower(0).weight(-worth * ask);
      Variable y = model.newVariable("y" + number).lower(0).weight(worth);
      model.newExpression("limit" + number++).set(y, 1).set(x, -ask).lower(0);
      if (order.intent().side() == Side.SELL) {
        x.upper(order.sellAmount().doubleValue() / WEI);
      } else {
        y.upper(order.buyAmount().doubleValue() / WEI);
      }
      requireNonNull(left.get(order.intent().sellToken())).set(x, 1);
      requireNonNull(left.get(order.intent().buyToken())).set(y, -1);
    }
    Optimisation.Result result = model.maximise();
    assertThat(result.getState().isOptimal()).isTrue();
    return result.getValue();
  }

  /** The dual program: what the bound's terms say, minimised over prices. */
  private static double bestPrices(Instance instance, Map<Address, Double> prices) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    Map<Address, Variable> price = new TreeMap<>();
    instance.tokens().forEach(token -> price.put(token, model.newVariable("" + token).lower(0)));
    int number = 0;
    for (Order order : instance.orders()) {
      double ask = ratio(order);
      double worth = worth(instance, order);
      boolean sell = order.intent().side() == Side.SELL;
      double cap = (sell ? order.sellAmount() : order.buyAmount()).doubleValue() / WEI;
      Variable gain = model.newVariable("gain" + number).lower(0).weight(cap);
      Variable from = requireNonNull(price.get(order.intent().sellToken()));
      Variable to = requireNonNull(price.get(order.intent().buyToken()));
      Expression limit = model.newExpression("limit" + number++).set(gain, 1).lower(0);
      if (sell) {
        limit.set(from, -1).set(to, ask);
        model.newExpression("reference" + number).set(to, 1).lower(worth);
      } else {
        limit.set(from, -1 / ask).set(to, 1);
        model.newExpression("reference" + number).set(gain, 1).set(to, 1).lower(worth);
      }
    }
    Optimisation.Result result = model.minimise();
    assertThat(result.getState().isOptimal()).isTrue();
    price.forEach((token, variable) -> prices.put(token, variable.getValue().doubleValue()));
    return result.getValue();
  }

  private static double ratio(Order order) {
    return order.intent().buyAmount().doubleValue() / order.intent().sellAmount().doubleValue();
  }

  private static double worth(Instance instance, Order order) {
    return instance
            .referencePrices()
            .getOrDefault(order.intent().buyToken(), BigInteger.ZERO)
            .doubleValue()
        / ReferencePrices.UNIT.doubleValue();
  }
}
