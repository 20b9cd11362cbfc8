package io.fairlead.auction.winner;

import io.fairlead.auction.exact.ExactSum;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The rules of docs/protocol.md section 5, word for word and by trying everything. */
final class BruteForce {
  private final List<Contender> fair = new ArrayList<>();
  private final int maxWinners;
  private final Map<String, String> limited;

  BruteForce(List<Contender> contenders, int maxWinners, Bytes32 seed) {
    this(contenders, maxWinners, seed, Map.of());
  }

  BruteForce(
      List<Contender> contenders, int maxWinners, Bytes32 seed, Map<String, String> limited) {
    this.maxWinners = maxWinners;
    this.limited = limited;
    for (Contender one : contenders) {
      if (isFair(one, contenders)) {
        fair.add(one);
      }
    }
    fair.sort(Comparator.comparing(one -> Keccak.hash(seed.bytes(), one.hash().bytes())));
  }

  private static boolean isFair(Contender one, List<Contender> all) {
    if (one.pairScores().size() == 1) {
      return true;
    }
    for (Map.Entry<TokenPair, ExactSum> given : one.pairScores().entrySet()) {
      for (Contender other : all) {
        ExactSum alone = other.pairScores().get(given.getKey());
        if (other.pairScores().size() == 1
            && alone != null
            && alone.compareTo(given.getValue()) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  Set<String> fair() {
    return keys(fair);
  }

  /** Of the sets with the largest total, the one that wins every tie, then solutions worth zero. */
  Set<String> winners() {
    List<Contender> best = new ArrayList<>(best(fair));
    for (Contender one : fair) {
      List<Contender> more = new ArrayList<>(best);
      more.add(one);
      if (one.score().signum() == 0 && possible(more)) {
        best = more;
      }
    }
    return keys(best);
  }

  BigInteger total() {
    return total(best(fair));
  }

  Map<String, BigInteger> references() {
    Set<String> winners = winners();
    Map<String, BigInteger> references = new TreeMap<>();
    for (Contender winner : fair) {
      if (winners.contains(winner.key())) {
        List<Contender> others =
            fair.stream().filter(one -> !one.solver().equals(winner.solver())).toList();
        references.put(winner.solver(), total(best(others)));
      }
    }
    return references;
  }

  private List<Contender> best(List<Contender> from) {
    List<Contender> scoring = from.stream().filter(one -> one.score().signum() > 0).toList();
    List<Contender> best = List.of();
    for (int mask = 1; mask < 1 << scoring.size(); mask++) {
      List<Contender> set = new ArrayList<>();
      for (int i = 0; i < scoring.size(); i++) {
        if ((mask >> i & 1) == 1) {
          set.add(scoring.get(i));
        }
      }
      int order = total(set).compareTo(total(best));
      if (possible(set) && (order > 0 || (order == 0 && winsTie(set, best, scoring)))) {
        best = set;
      }
    }
    return best;
  }

  private static boolean winsTie(
      List<Contender> one, List<Contender> other, List<Contender> inOrder) {
    for (Contender candidate : inOrder) {
      if (one.contains(candidate) != other.contains(candidate)) {
        return one.contains(candidate);
      }
    }
    return false;
  }

  private boolean possible(List<Contender> set) {
    Set<Object> taken = new HashSet<>();
    return set.size() <= maxWinners
        && set.stream()
            .allMatch(one ->
                one.pairScores().keySet().stream().allMatch(taken::add)
                    && one.orders().keySet().stream().allMatch(taken::add)
                    && (!limited.containsKey(one.solver())
                        || taken.add(List.of(Objects.requireNonNull(limited.get(one.solver()))))));
  }

  private static BigInteger total(List<Contender> set) {
    return set.stream().map(Contender::score).reduce(BigInteger.ZERO, BigInteger::add);
  }

  private static Set<String> keys(List<Contender> contenders) {
    Set<String> keys = new HashSet<>();
    contenders.forEach(one -> keys.add(one.key()));
    return keys;
  }
}
