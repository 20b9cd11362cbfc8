package io.fairlead.auction.judge;

import static io.fairlead.auction.Scene.sellsWeth;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.run.AuctionPlan;
import io.fairlead.auction.transcript.JudgedSolution;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SolutionJudgeTest {
  private final SolutionJudge judge =
      AuctionPlan.of(Scene.WETH, Scene.entries(), Scene.pools())
          .judge(Scene.TERMS, Scene.DOMAIN, Scene.HUB, Scene.entries(), Scene.BLOCK.timestamp());

  @Test
  void theOrderOfAnAnswerDoesNotMatter() {
    List<Solution> solutions =
        List.of(sellsWeth(4, 1_950), sellsWeth(2, 1_960), sellsWeth(2, 1_970), sellsWeth(2, 1_980));
    List<RefusedSolution> refused =
        List.of(new RefusedSolution(2, "b"), new RefusedSolution(2, "a"));
    Set<List<JudgedSolution>> results = new HashSet<>();
    RandomAuctions.forAll(
        60,
        random ->
            results.add(
                judge
                    .judge(
                        Scene.address("solver"),
                        random.shuffled(solutions),
                        random.shuffled(refused))
                    .stream()
                    .map(Judgement::line)
                    .toList()));
    assertThat(results).hasSize(1);
    List<JudgedSolution> lines = results.iterator().next();
    assertThat(lines).extracting(JudgedSolution::id).containsExactly(2L, 2L, 2L, 2L, 2L, 4L);
    assertThat(lines.get(0)).isInstanceOf(JudgedSolution.Valid.class);
    assertThat(lines.get(1)).isInstanceOf(JudgedSolution.Rejected.class);
    assertThat(lines.get(3)).isEqualTo(new JudgedSolution.Unreadable(2, "a"));
  }
}
