package io.fairlead.devnet.bench.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class TraceTest {
  private static final long GAS = 100_000 - 86_289;

  @Test
  void everyStepHasItsOwnCost() {
    Trace trace = Steps.askThenMove().read();
    assertThat(trace.charges())
        .extracting(charge -> charge.op() + " " + charge.gas())
        .containsExactly(
            "PUSH1 3",
            // What is left of the call when the called contract's 2,110 are taken off.
            "STATICCALL 2600",
            "SLOAD 2100",
            "RETURN 10",
            "CALL 100",
            "SLOAD 100",
            "SSTORE 2900",
            "LOG3 1756",
            "STOP 0",
            "KECCAK256 36",
            "STATICCALL 3100",
            "LOG1 1006",
            "STOP 0");
    assertThat(trace.gas()).isEqualTo(GAS);
  }

  @Test
  void callsAreKnownByCodeAndCaller() {
    Trace trace = Steps.askThenMove().read();
    Charge read = trace.charges().get(2);
    assertThat(read.frame().code()).isEqualTo(Steps.TOKEN);
    assertThat(read.frame().reading()).isTrue();
    assertThat(read.frame()).isEqualTo(trace.charges().get(1).callee());
    assertThat(read.frame().isWithin(frame -> frame.code().equals(Steps.CONTRACT))).isTrue();
    assertThat(trace.charges().get(5).frame().reading()).isFalse();
    // A precompiled contract has no steps.
    assertThat(trace.charges().get(10).callee()).isNull();
  }

  @Test
  void aDelegateCallKeepsTheStorage() {
    Trace trace =
        new Steps()
            .step(1, "DELEGATECALL", 10_000, 9_000, "0x0", Steps.word(Steps.TOKEN), "0xffff")
            .step(2, "SLOAD", 6_000, 2_100, "0x7")
            .step(2, "STOP", 3_900, 0)
            .step(1, "SLOAD", 5_300, 100, "0x7")
            .step(1, "STOP", 5_200, 0)
            .read();
    assertThat(trace.charges().get(1).touch())
        .isEqualTo(new Touch.Slot(Steps.CONTRACT, BigInteger.valueOf(7)));
    assertThat(trace.charges())
        .extracting(Charge::cold)
        .containsExactly(true, true, false, false, false);
  }

  @Test
  void whatIsLeftOutMakesTheNextTouchTheFirst() {
    Trace trace = Steps.askThenMove().read();
    Set<Frame> asking =
        trace.charges().stream()
            .map(Charge::frame)
            .filter(Frame::reading)
            .collect(Collectors.toSet());
    // Of 4,710 only the warm call, the warm read and the return can be saved.
    assertThat(trace.gas() - trace.gasWithout(asking)).isEqualTo(100 + 100 + 10);
    assertThat(trace.gasWithout(Set.of())).isEqualTo(trace.gas());
  }

  @Test
  void allOfACallGoesWithWhatItCalled() {
    Trace trace = Steps.askThenMove().read();
    assertThat(trace.gasWithout(Set.of(trace.charges().getFirst().frame()))).isZero();
  }

  @Test
  void afterARevertNothingIsGuessed() {
    Trace trace =
        new Steps()
            .step(1, "CALL", 10_000, 9_000, "0x0", Steps.word(Steps.TOKEN), "0xffff")
            .step(2, "REVERT", 6_000, 0)
            .step(1, "STOP", 7_400, 0)
            .read();
    assertThat(trace.gas()).isEqualTo(2_600);
    assertThatThrownBy(() -> trace.gasWithout(Set.of()))
        .isInstanceOf(TraceException.class)
        .hasMessageContaining("reverted");
  }

  @Test
  void stepsThatDoNotAddUpAreRefused() {
    List<Steps> bad =
        List.of(
            new Steps(),
            // The next step has too little gas.
            new Steps().step(1, "ADD", 100, 3).step(1, "STOP", 90, 0),
            // A call by something that calls nothing.
            new Steps().step(1, "ADD", 100, 3).step(2, "STOP", 90, 0).step(1, "STOP", 90, 0),
            // The called contract's end is the trace's.
            new Steps()
                .step(1, "CALL", 10_000, 9_000, "0x0", "0x701", "0xffff")
                .step(2, "STOP", 6_000, 0),
            // A first read at the price of a later one, and the other way round.
            new Steps().step(1, "SLOAD", 1_000, 100, "0x7").step(1, "STOP", 900, 0),
            new Steps()
                .step(1, "SLOAD", 9_000, 2_100, "0x7")
                .step(1, "SLOAD", 6_900, 2_100, "0x7")
                .step(1, "STOP", 4_800, 0),
            Steps.askThenMove().withoutStacks());
    for (Steps steps : bad) {
      assertThatThrownBy(steps::read).isInstanceOf(TraceException.class);
    }
  }

  @Test
  void theRefundIsTheLastStepsOne() {
    assertThat(Steps.askThenMove().refund(4_800).read().refund()).isEqualTo(4_800);
  }
}
