package io.fairlead.devnet.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TranscriptTextTest {
  private static java.util.List<String> describe(String line) {
    return TranscriptText.describe(JsonMapper.shared().readTree(line));
  }

  @Test
  void theBestOfSeveralSolutionsIsNamedFirst() {
    assertThat(
            describe(
                """
                {"type": "bid", "solver": "one", "answer": "solutions", "solutions": [
                  {"verdict": "valid", "score": "4000000000"},
                  {"verdict": "valid", "score": "27000000001/2"},
                  {"verdict": "rejected", "reason": "limit", "detail": "of a trade"}]}\
                """))
        .containsExactly(
            "bid of one: score 13 gwei (its best; also 4 gwei)",
            "bid of one rejected: limit of a trade");
  }

  @Test
  void noSolutionIsNotTheSameAsNoAnswer() {
    assertThat(
            describe(
                """
                {"type": "bid", "solver": "one", "answer": "solutions", "solutions": []}\
                """))
        .containsExactly("one: no solution");
    assertThat(
            describe(
                """
                {"type": "bid", "solver": "one", "answer": "timeout", "solutions": []}\
                """))
        .containsExactly("one: timeout");
  }

  @Test
  void otherLinesSayNothing() {
    assertThat(describe("{\"type\": \"intent\"}")).isEmpty();
  }
}
