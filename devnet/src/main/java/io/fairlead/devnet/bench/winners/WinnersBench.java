package io.fairlead.devnet.bench.winners;

import io.fairlead.auction.winner.CombinatorialSelection;
import io.fairlead.auction.winner.Contender;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.Selection.Total;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.contracts.primitive.Bytes32;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Decides random auctions on one thread and takes its processor time. */
final class WinnersBench {
  private static final int WARM_UP = 5;
  private static final int FASTEST_OF = 3;
  private static final double BPS = 10_000;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final int auctions;
  private final CombinatorialSelection selection;
  private final Consumer<String> progress;

  WinnersBench(int auctions, SelectionRule rule, Consumer<String> progress) {
    this.auctions = auctions;
    this.selection = new CombinatorialSelection(rule);
    this.progress = progress;
  }

  List<WinnersRow> measure(List<Shape> shapes) {
    List<WinnersRow> rows = new ArrayList<>();
    for (Shape shape : shapes) {
      progress.accept(shape + ", " + auctions + " auctions");
      rows.add(row(shape));
    }
    return rows;
  }

  private WinnersRow row(Shape shape) {
    for (int seed = 0; seed < WARM_UP; seed++) {
      selection.select(RandomAuction.of(shape, -seed), Bytes32.ZERO);
    }
    double[] millis = new double[auctions];
    int winners = 0;
    int proved = 0;
    double worst = 0;
    for (int seed = 0; seed < auctions; seed++) {
      List<Contender> contenders = RandomAuction.of(shape, seed);
      Selection result = selection.select(contenders, Bytes32.ZERO);
      millis[seed] = millis(contenders);
      winners += result.winners().size();
      proved += result.exact() ? 1 : 0;
      worst = Math.max(worst, gapBps(result.total()));
      for (Total reference : result.references().values()) {
        worst = Math.max(worst, gapBps(reference));
      }
    }
    Arrays.sort(millis);
    double median = (millis[(auctions - 1) / 2] + millis[auctions / 2]) / 2;
    return new WinnersRow(shape, auctions, median, millis[auctions - 1], winners, proved, worst);
  }

  private double millis(List<Contender> contenders) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < FASTEST_OF; i++) {
      long began = threads.getCurrentThreadCpuTime();
      selection.select(contenders, Bytes32.ZERO);
      least = Math.min(least, threads.getCurrentThreadCpuTime() - began);
    }
    return least / 1e6;
  }

  private static double gapBps(Total total) {
    return total.exact() ? 0 : BPS * total.gap().doubleValue() / total.bound().doubleValue();
  }
}
