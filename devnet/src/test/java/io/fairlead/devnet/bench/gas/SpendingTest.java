package io.fairlead.devnet.bench.gas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.bench.arena.ArenaException;
import io.fairlead.devnet.bench.arena.Call;
import io.fairlead.devnet.bench.arena.Mined;
import io.fairlead.devnet.bench.arena.Tracer;
import io.fairlead.devnet.bench.trace.Steps;
import io.fairlead.devnet.bench.trace.Trace;
import io.fairlead.devnet.bench.trace.TraceException;
import io.fairlead.devnet.deploy.DevKeys;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SpendingTest {
  private static final Address PERMIT2 = Steps.account(0x2222);
  private static final Bytes DATA = Bytes.of(new byte[] {0, 1, 2, 0, -1});
  private static final long DATA_GAS = 2 * 4 + 3 * 16;
  private static final Roles ROLES =
      new Roles(Set.of(Steps.CONTRACT), Set.of(Steps.TOKEN), PERMIT2);

  @Test
  void everyStepIsSomewhereOnce() {
    Trace trace = Steps.askThenMove().read();
    Spending spending = Spending.of(traced(trace, 21_000 + DATA_GAS + trace.gas()), ROLES);
    assertThat(spending)
        .isEqualTo(
            new Spending(
                Map.ofEntries(
                    Map.entry(Item.BASE, 21_000L),
                    Map.entry(Item.CALL_DATA, DATA_GAS),
                    Map.entry(Item.SIGNATURES, 3_100L),
                    Map.entry(Item.COLD_ACCOUNTS, 2_600L),
                    Map.entry(Item.CALLS, 100L),
                    Map.entry(Item.TOKEN_READS, 2_100L + 100),
                    Map.entry(Item.TOKEN_WRITES, 2_900L),
                    Map.entry(Item.TOKEN_EVENTS, 1_756L),
                    Map.entry(Item.TOKEN_CODE, 10L),
                    Map.entry(Item.EVENTS, 1_006L),
                    Map.entry(Item.HASHING, 36L),
                    Map.entry(Item.CODE, 3L)),
                0));
    assertThat(spending.gasUsed()).isEqualTo(21_000 + DATA_GAS + trace.gas());
    assertThat(spending.withoutCode()).isEqualTo(spending.gasUsed() - 3);
  }

  @Test
  void whatAnUnknownContractDoesIsTheExchanges() {
    Trace trace = Steps.askThenMove().read();
    Roles roles = new Roles(Set.of(Steps.CONTRACT), Set.of(), PERMIT2);
    Spending spending = Spending.of(traced(trace, 21_000 + DATA_GAS + trace.gas()), roles);
    assertThat(spending.of(Item.EXCHANGE)).isEqualTo(2_110 + 4_756);
    assertThat(spending.of(Item.TOKEN_READS)).isZero();
    assertThat(spending.of(Item.COLD_ACCOUNTS)).isEqualTo(2_600);
  }

  @Test
  void permit2sCodeIsNobodyElses() {
    Trace trace = Steps.askThenMove().read();
    Roles roles = new Roles(Set.of(Steps.TOKEN), Set.of(), Steps.CONTRACT);
    Spending spending = Spending.of(traced(trace, 21_000 + DATA_GAS + trace.gas()), roles);
    assertThat(spending.of(Item.PERMIT2_CODE)).isEqualTo(3 + 36);
    assertThat(spending.of(Item.READS)).isEqualTo(2_200);
  }

  @Test
  void whatIsGivenBackIsKeptApart() {
    Trace trace = Steps.askThenMove().refund(2_800).read();
    Spending spending = Spending.of(traced(trace, 21_000 + DATA_GAS + trace.gas() - 2_800), ROLES);
    assertThat(spending.refund()).isEqualTo(2_800);
    assertThat(spending.sum()).isEqualTo(21_000 + DATA_GAS + trace.gas());
    assertThat(spending.gasUsed()).isEqualTo(spending.sum() - 2_800);
  }

  @Test
  void aReceiptThatSaysSomethingElseIsAnError() {
    Trace trace = Steps.askThenMove().read();
    for (long off : new long[] {-1, 1}) {
      Tracer.Traced other = traced(trace, 21_000 + DATA_GAS + trace.gas() + off);
      assertThatThrownBy(() -> Spending.of(other, ROLES))
          .isInstanceOf(ArenaException.class)
          .hasMessageContaining("the receipt says");
    }
  }

  @Test
  void nothingIsToldApartAfterARevert() {
    Trace trace =
        new Steps()
            .step(1, "CALL", 10_000, 9_000, "0x0", Steps.word(Steps.TOKEN), "0xffff")
            .step(2, "REVERT", 6_000, 0)
            .step(1, "STOP", 7_400, 0)
            .read();
    Tracer.Traced traced = traced(trace, 21_000 + DATA_GAS + trace.gas());
    assertThatThrownBy(() -> Spending.of(traced, ROLES)).isInstanceOf(TraceException.class);
  }

  @Test
  void theDifferenceIsItemByItem() {
    Spending more = new Spending(Map.of(Item.CODE, 70L, Item.WRITES, 5L), 3);
    Spending less = new Spending(Map.of(Item.CODE, 50L, Item.EVENTS, 1L), 2);
    assertThat(more.minus(less))
        .isEqualTo(new Spending(Map.of(Item.CODE, 20L, Item.WRITES, 5L, Item.EVENTS, -1L), 1));
    assertThat(more.minus(less).gasUsed()).isEqualTo(more.gasUsed() - less.gasUsed());
  }

  private static Tracer.Traced traced(Trace trace, long gasUsed) {
    Call call = new Call(DevKeys.signer("test"), Steps.CONTRACT, DATA);
    return new Tracer.Traced(call, trace, new Mined(Bytes32.ZERO, true, gasUsed));
  }
}
