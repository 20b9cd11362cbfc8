package io.fairlead.relay.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTwap;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DecodeCommandTest {
  private static final Address CONTRACT = address("5e");
  private static final Address USD = address("11");
  private static final Address WETH = address("22");
  private static final Eip712 EIP712 = new Eip712(new Domain(31_337, CONTRACT));
  private static final LocalSigner AUCTIONEER = LocalSigner.of(word("a1"));
  private static final LocalSigner OWNER = LocalSigner.of(word("b2"));
  private static final SettlementTerms TERMS = new SettlementTerms(AUCTIONEER.address(), WETH);
  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private record Run(int code, String out, String err) {
    JsonNode json() {
      return JsonMapper.shared().readTree(out);
    }
  }

  private static final Intent SALE =
      intent(Nonce.shared(3, AUCTIONEER.address(), 4).value(), hooks().appData());

  private static final TwapIntent TWAP =
      new TwapIntent(
          OWNER.address(),
          OWNER.address(),
          WETH,
          USD,
          HUNDRED,
          HUNDRED,
          1,
          10,
          5,
          3,
          BigInteger.ONE,
          Bytes32.ZERO);

  private static Hooks hooks() {
    return new Hooks(List.of(new Hook(Hook.Phase.AFTER, address("77"), 9, Bytes.EMPTY)));
  }

  private static Bytes call() {
    SignedIntent sale =
        new SignedIntent(
            SALE,
            Funding.ALLOWANCE,
            Bytes.of(OWNER.sign(EIP712.intentHash(SALE)).compact()),
            Optional.empty(),
            hooks());
    SignedTwap twap = new SignedTwap(TWAP, Bytes.parse("0x1234"), Optional.empty(), Hooks.NONE);
    Settlement settlement =
        new Settlement(
            List.of(USD, WETH),
            List.of(BigInteger.ONE, BigInteger.TWO),
            List.of(
                Trade.of(sale, BigInteger.valueOf(90), BigInteger.TEN),
                new Trade.OfTwap(twap, 2, HUNDRED, BigInteger.ZERO)),
            List.of());
    Bytes32 solution = SettlementCodec.solutionHash(settlement, TERMS);
    Award award = new Award(7, word("01"), address("50"), solution, 99, word("02"));
    return SettlementCodec.encodeCall(
        new Bundle(award, AUCTIONEER.sign(EIP712.awardHash(award)), settlement), TERMS);
  }

  @Test
  void showsWhatWasSignedAndWhatItMoves() {
    Run run = decode("", "--native-token", WETH.toString(), call().toString());
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode json = run.json();
    assertThat(json.at("/award/auctionId").asString()).isEqualTo("7");
    assertThat(json.at("/award/auctioneer").asString()).isEqualTo(AUCTIONEER.address().toString());
    assertThat(json.at("/tokens/1/price").asString()).isEqualTo("2");
    JsonNode sale = json.at("/trades/0");
    assertThat(sale.path("intentHash").asString()).isEqualTo(EIP712.intentHash(SALE).toString());
    assertThat(sale.at("/intent/buyToken").asString()).isEqualTo(Intent.NATIVE.toString());
    assertThat(sale.at("/intent/nonce").asString()).isEqualTo(SALE.nonce().toString());
    assertThat(sale.at("/intent/appData").asString()).isEqualTo(SALE.appData().toString());
    assertThat(sale.at("/hooks/0/phase").asString()).isEqualTo("after");
    assertThat(sale.path("signedByKey").booleanValue()).isTrue();
    assertThat(sale.at("/fill/sold").asString()).isEqualTo("100");
    assertThat(sale.at("/fill/bought").asString()).isEqualTo("45");
    assertThat(sale.at("/fill/fee").asString()).isEqualTo("10");
    JsonNode part = json.at("/trades/1");
    assertThat(part.path("part").intValue()).isEqualTo(2);
    assertThat(part.path("signedByKey").booleanValue()).isFalse();
    assertThat(part.at("/fill/bought").asString()).isEqualTo("200");
  }

  @Test
  void readsStandardInputAndPicksOneIntent() {
    String hash = EIP712.twapHash(TWAP).toString();
    Run run = decode(call() + "\n", "--native-token", WETH.toString(), "--intent", hash);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.json().path("intentHash").asString()).isEqualTo(hash);
    Run none =
        decode(call().toString(), "--native-token", WETH.toString(), "--intent", word("ee") + "");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("no intent");
  }

  @Test
  void whatIsNoSettlementIsRefused() {
    String call = call().toString();
    assertThat(decode("", "--native-token", WETH.toString(), call + "00").code()).isEqualTo(1);
    assertThat(decode("", "--native-token", WETH.toString(), "0x").code()).isEqualTo(1);
    Run withoutWeth = decode("", call);
    assertThat(withoutWeth.code()).isEqualTo(1);
    assertThat(withoutWeth.err()).contains("not a settlement");
    assertThat(decode("", "0xzz").code()).isEqualTo(2);
    assertThat(decode("", "--tx", word("01").toString()).code()).isEqualTo(2);
  }

  private static Run decode(String input, String... arguments) {
    DecodeCommand command =
        new DecodeCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    String[] all = new String[arguments.length + 4];
    all[0] = "--settlement";
    all[1] = CONTRACT.toString();
    all[2] = "--chain-id";
    all[3] = "31337";
    System.arraycopy(arguments, 0, all, 4, arguments.length);
    int code =
        new CommandLine(command)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(all);
    return new Run(code, out.toString(), err.toString());
  }

  private static Intent intent(BigInteger nonce, Bytes32 appData) {
    return new Intent(
        OWNER.address(),
        address("44"),
        USD,
        Intent.NATIVE,
        HUNDRED,
        BigInteger.TEN,
        Side.SELL,
        false,
        0,
        1_000,
        nonce,
        appData);
  }

  private static Address address(String octet) {
    return Address.parse("0x" + octet.repeat(20));
  }

  private static Bytes32 word(String octet) {
    return Bytes32.parse("0x" + octet.repeat(32));
  }
}
