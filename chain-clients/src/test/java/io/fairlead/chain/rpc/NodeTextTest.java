package io.fairlead.chain.rpc;

import static io.fairlead.chain.FakeRpcServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeTextTest {
  private static Optional<Bytes> revertData(String error) {
    var node = json(error);
    return ExecutionFailure.revertData(
        new RpcAnswer.Failure(
            node.get("code").asLong(), node.get("message").asString(), node.get("data")));
  }

  /** As Anvil 1.7.1, Hardhat 2.29.1 and geth answered. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'code':3,'message':'execution reverted: custom error 0xdeadbeef','data':'0xdeadbeef'}"
            + "|0xdeadbeef",
        "{'code':-32603,'message':'EVM error InvalidFEOpcode'}|0x",
        "{'code':-32603,'message':'EVM error OutOfGas'}|0x",
        "{'code':-32603,'message':'Error: VM Exception while processing transaction: reverted with"
            + " an unrecognized custom error (return data: 0xdeadbeef)','data':{'message':'Error: VM"
            + " Exception','data':'0xdeadbeef'}}|0xdeadbeef",
        "{'code':-32000,'message':'Transaction ran out of gas','data':{'txHash':null,'data':'0x'}}|0x",
        "{'code':-32000,'message':'execution reverted'}|0x"
      })
  void recognisesFailuresOfTheCode(String error, String data) {
    assertThat(revertData(error.replace('\'', '"'))).contains(Bytes.parse(data));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'code':-32001,'message':'Resource not found'}",
        "{'code':-32000,'message':'Received invalid block tag 0x11. Latest block number is 3',"
            + "'data':{'data':null}}",
        "{'code':-32000,'message':'header not found'}",
        "{'code':-32603,'message':'EVM error; database error: failed to get account'}",
        "{'code':-32005,'message':'rate limited'}"
      })
  void recognisesFailuresOfTheNode(String error) {
    assertThat(revertData(error.replace('\'', '"'))).isEmpty();
  }

  @Test
  void readsQuantities() {
    assertThat(Quantity.read(json("\"0x0\""))).isEqualTo(BigInteger.ZERO);
    assertThat(Quantity.readLong(json("\"0x7fffffffffffffff\""))).isEqualTo(Long.MAX_VALUE);
    assertThat(Quantity.read(json("\"0x" + "f".repeat(64) + "\"")).bitLength()).isEqualTo(256);
    assertThat(Quantity.of(255)).isEqualTo("0xff");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"0x\"", "\"ff\"", "\"0x-1\"", "\"0xg\"", "\"0X1\"", "1", "null", "{}"})
  void refusesOtherQuantities(String text) {
    assertThatThrownBy(() -> Quantity.read(json(text))).isInstanceOf(ChainException.class);
  }

  @Test
  void refusesQuantitiesThatAreTooLarge() {
    assertThatThrownBy(() -> Quantity.read(json("\"0x1" + "0".repeat(64) + "\"")))
        .isInstanceOf(ChainException.class);
    assertThatThrownBy(() -> Quantity.readLong(json("\"0x8000000000000000\"")))
        .isInstanceOf(ChainException.class);
    assertThatThrownBy(() -> Quantity.of(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void cleansForeignText() {
    String hash = "0x" + "1".repeat(64);
    assertThat(ForeignText.clean("a\n\u001b[31mü" + hash)).isEqualTo("a??[31m?" + hash);
    assertThat(ForeignText.clean("x 0x" + "A1".repeat(5000) + " y")).startsWith("x 0x...");
    assertThat(ForeignText.clean("é ".repeat(10_000))).hasSize(200);
  }
}
