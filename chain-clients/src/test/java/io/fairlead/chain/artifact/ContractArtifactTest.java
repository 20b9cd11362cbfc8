package io.fairlead.chain.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Bytes;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContractArtifactTest {
  private static ContractArtifact parse(String json) {
    return ContractArtifact.parse(
        new ByteArrayInputStream(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsCodeSlotsAndErrors() {
    ContractArtifact artifact =
        parse(
            """
            {'bytecode':'0x6001','abi':[
              {'type':'error','name':'Used','inputs':[{'name':'id','type':'uint256'}]},
              {'type':'error','name':'Bad','inputs':[{'type':'tuple[]','components':[
                 {'type':'address'},{'type':'tuple','components':[{'type':'bytes'}]}]},
                 {'type':'bool'}]},
              {'type':'function','name':'f','inputs':[]}],
             'storageLayout':{'storage':[
              {'label':'a','slot':'0'},{'label':'auctioneer','slot':'6'}]}}
            """);
    assertThat(artifact.creationCode()).isEqualTo(Bytes.parse("0x6001"));
    assertThat(artifact.slot("auctioneer")).isEqualTo(BigInteger.valueOf(6));
    assertThat(artifact.errors())
        .hasSize(2)
        .containsEntry(AbiFunction.of("Used(uint256)").selector(), "Used")
        .containsEntry(AbiFunction.of("Bad((address,(bytes))[],bool)").selector(), "Bad");
    assertThatIllegalArgumentException().isThrownBy(() -> artifact.slot("nothing"));
  }

  @Test
  void readsOtherCompilersForms() {
    assertThat(parse("{'bytecode':{'object':'6002'}}").creationCode())
        .isEqualTo(Bytes.parse("0x6002"));
    assertThat(parse("{'bytecode':{'object':'6002'}}").slots()).isEmpty();
  }

  @Test
  void refusesAnythingElse() {
    assertThatIllegalArgumentException().isThrownBy(() -> parse("nonsense"));
    assertThatIllegalArgumentException().isThrownBy(() -> parse("{'bytecode':'0xzz'}"));
    assertThatIllegalArgumentException().isThrownBy(() -> ContractArtifact.load("NoSuchContract"));
  }
}
