package io.fairlead.contracts.intent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HooksTest {
  private static final Hook HOOK =
      new Hook(
          Hook.Phase.AFTER,
          Address.parse("0x" + "ab".repeat(20)),
          0x0001_86a0,
          Bytes.parse("0xc0ffee"));

  @Test
  void layout() {
    assertThat(new Hooks(List.of(HOOK)).packed())
        .hasToString("0x" + "01" + "ab".repeat(20) + "000186a0" + "000003" + "c0ffee");
    assertThat(Hooks.NONE.packed()).isEqualTo(Bytes.EMPTY);
  }

  @Test
  void packedHooksAreReadAsTheyWere() {
    RandomValues.forAll(
        500,
        random -> {
          Hooks hooks = random.hooks();
          assertThat(Hooks.parse(hooks.packed())).isEqualTo(hooks);
          byte[] packed = hooks.packed().bytes();
          for (int length = 0; length < packed.length; length++) {
            Bytes cut = Bytes.of(Arrays.copyOf(packed, length));
            try {
              assertThat(Hooks.parse(cut).packed()).isEqualTo(cut);
            } catch (IllegalArgumentException refused) {
              assertThat(refused.getMessage()).isNotBlank();
            }
          }
        });
  }

  @Test
  void appDataIsATagAndTheRestOfTheHash() {
    Hooks hooks = new Hooks(List.of(HOOK));
    String hash = Keccak.hash(hooks.packed().bytes()).toString();
    assertThat(hooks.appData()).hasToString("0x686f6f6b" + hash.substring(10));
    assertThat(Hooks.areClaimedBy(hooks.appData())).isTrue();
    assertThat(Hooks.areClaimedBy(Bytes32.ZERO)).isFalse();
  }

  @Test
  void anIntentCommitsToItsHooks() {
    RandomValues random = new RandomValues(2);
    Intent intent = random.intent();
    Hooks hooks = new Hooks(List.of(HOOK));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new SignedIntent(intent, Funding.ALLOWANCE, Bytes.EMPTY, Optional.empty(), hooks))
        .withMessageContaining("does not commit");
  }

  @Test
  void bounds() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Hooks(Collections.nCopies(17, HOOK)));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> new Hook(Hook.Phase.BEFORE, HOOK.target(), Hook.MAX_GAS + 1, Bytes.EMPTY));
    Hook large = new Hook(Hook.Phase.BEFORE, HOOK.target(), 1, Bytes.of(new byte[Hooks.MAX_SIZE]));
    assertThatIllegalArgumentException().isThrownBy(() -> new Hooks(List.of(large)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Hooks.parse(Bytes.parse("0x02" + "00".repeat(27))));
  }
}
