package io.fairlead.chain.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.chain.Seeded;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevertReasonTest {
  private final RevertReason reasons =
      RevertReason.ofSignatures(List.of("AwardUsed(uint256)", "WrongAuctioneer()"));

  private static Bytes error(String text) {
    Bytes utf8 = Bytes.of(text.getBytes(StandardCharsets.UTF_8));
    return AbiFunction.of("Error(string)").encode(arguments -> arguments.bytes(utf8));
  }

  private static Bytes panic(long code) {
    return AbiFunction.of("Panic(uint256)").encode(arguments -> arguments.uint(code));
  }

  @Test
  void putsStandardErrorsIntoWords() {
    assertThat(reasons.text(error("STF"))).isEqualTo("STF");
    assertThat(reasons.text(panic(0x11))).isEqualTo("panic 0x11: arithmetic overflow");
    assertThat(reasons.text(panic(0x99))).isEqualTo("panic 0x99: unknown code");
    assertThat(reasons.text(Bytes.EMPTY)).isEqualTo("reverted without a reason");
  }

  @Test
  void namesCustomErrors() {
    Bytes used = AbiFunction.of("AwardUsed(uint256)").encode(arguments -> arguments.uint(300));
    assertThat(reasons.text(used)).isEqualTo("AwardUsed(0x12c)");
    assertThat(reasons.text(AbiFunction.of("WrongAuctioneer()").selector()))
        .isEqualTo("WrongAuctioneer()");
    assertThat(reasons.text(Bytes.parse("0x01020304"))).isEqualTo("unknown error 0x01020304");
  }

  @Test
  void isShortAndPrintableWhateverTheContractSays() {
    assertThat(reasons.text(error("\n".repeat(10_000)))).hasSize(200).doesNotContain("\n");
    assertThat(reasons.text(Bytes.parse("0x08c379a0ff"))).isEqualTo("reverted with malformed data");
    Seeded.forAll(
        500,
        random -> {
          byte[] data = random.array(random.below(400));
          if (data.length > 4 && random.bool()) {
            List<Bytes> known =
                List.of(
                    Bytes.parse("0x08c379a0"),
                    Bytes.parse("0x4e487b71"),
                    AbiFunction.of("AwardUsed(uint256)").selector());
            System.arraycopy(known.get(random.below(3)).bytes(), 0, data, 0, 4);
          }
          assertThat(reasons.text(Bytes.of(data))).hasSizeLessThan(330).matches("[ -~]+");
        });
  }
}
