package io.fairlead.relay.intent;

import static io.fairlead.relay.testing.Owners.ALICE;
import static io.fairlead.relay.testing.Owners.BOB;
import static io.fairlead.relay.testing.Owners.HEAD;
import static io.fairlead.relay.testing.Owners.SETTLEMENT;
import static io.fairlead.relay.testing.Owners.USDC;
import static io.fairlead.relay.testing.Owners.WETH;
import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.run.SolversUnavailableException;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.TypedDataEncoder;
import io.fairlead.relay.batch.Commitments;
import io.fairlead.relay.intake.IntakePolicy;
import io.fairlead.relay.intake.LiveIntents;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.stream.EventStream;
import io.fairlead.relay.stream.Subscriptions;
import io.fairlead.relay.testing.FakeAccounts;
import io.fairlead.relay.testing.FakeCaller;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.relay.testing.Owners;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class IntentMethodsTest {
  @TempDir private Path folder = Path.of(".");
  private final FakeAccounts accounts = new FakeAccounts();
  private final OwnerAccess access =
      new OwnerAccess(Owners.DOMAIN, SignatureRecovery.best(), HEAD::timestamp);
  private FaultySequencer sequencer;
  private IntentList list;
  private IntentQuote quotes;
  private Optional<QuoteSource.Quote> price = Optional.empty();
  private boolean solversAnswer = true;

  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    EventStream events =
        new EventStream(
            sequencer,
            new Subscriptions(1),
            new Commitments(sequencer, Owners.EIP712, Owners.RECEIPTS),
            () -> 0);
    list =
        new IntentList(
            sequencer, new StatusJson(sequencer, events, Owners.RECEIPTS.address()), access);
    LiveIntents live = owner -> sequencer.byOwner(owner, 100);
    quotes =
        new IntentQuote(
            _ -> {
              if (!solversAnswer) {
                throw new SolversUnavailableException("none of 2 solvers answered");
              }
              return price;
            },
            accounts,
            new FreeNonces(accounts, live),
            new SharedLane(Owners.TERMS.auctioneer(), () -> 7),
            new IntakePolicy(Set.of(WETH, USDC), SETTLEMENT, Owners.TERMS, 86_400, 10),
            HEAD::timestamp);
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private JsonNode quote(Side side, long sell, long buy, long amount) {
    price =
        Optional.of(
            new QuoteSource.Quote(
                BigInteger.valueOf(sell), BigInteger.valueOf(buy), BigInteger.ONE));
    return quotes.call(request(side, amount), new FakeCaller());
  }

  private static ObjectNode request(Side side, long amount) {
    return object()
        .put("owner", ALICE.address().toString())
        .put("sellToken", WETH.toString())
        .put("buyToken", USDC.toString())
        .put("side", side.text())
        .put("amount", amount);
  }

  @Test
  void slippageIsRoundedInTheOwnersDisfavourByOneWeiAtMost() {
    JsonNode sold = quote(Side.SELL, 1_000, 1_999, 1_000);
    // 1999 * 0.995 = 1989.005, down: the limit is never above what was quoted less slippage.
    assertThat(sold.at("/intent/buyAmount").asString("")).isEqualTo("1989");
    assertThat(sold.at("/intent/sellAmount").asString("")).isEqualTo("1000");
    JsonNode bought = quote(Side.BUY, 1_999, 500, 500);
    // 1999 * 1.005 = 2008.995, up.
    assertThat(bought.at("/intent/sellAmount").asString("")).isEqualTo("2009");
    assertThat(bought.at("/intent/buyAmount").asString("")).isEqualTo("500");
    assertThat(quote(Side.SELL, 1, 1, 1).at("/intent/buyAmount").asString("")).isEqualTo("1");
  }

  @Test
  void noncesAreFreeOnChainInLiveIntentsAndInOtherQuotes() {
    accounts.nonces = BigInteger.ZERO.setBit(0).setBit(2);
    sequencer.submit(signed(sell(1))).join();
    assertThat(quote(Side.SELL, 1, 1, 1).at("/intent/nonce").asString("")).isEqualTo("3");
    assertThat(quote(Side.SELL, 1, 1, 1).at("/intent/nonce").asString("")).isEqualTo("4");
    accounts.nonces = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    assertThat(quote(Side.SELL, 1, 1, 1).at("/intent/nonce").asString("")).isEqualTo("256");
  }

  @Test
  void whatIsMissingIsToldBesideTheQuote() {
    assertThat(quote(Side.SELL, 1_000, 1, 1_000).get("issues").isEmpty()).isTrue();
    accounts.balance = BigInteger.valueOf(999);
    accounts.allowance = BigInteger.ZERO;
    JsonNode issues = quote(Side.SELL, 1_000, 1, 1_000).get("issues");
    assertThat(issues.at("/balance/actual").asString("")).isEqualTo("999");
    assertThat(issues.at("/balance/expected").asString("")).isEqualTo("1000");
    assertThat(issues.at("/allowance/spender").asString("")).isEqualTo(Owners.HUB.toString());
  }

  @Test
  void withoutAPriceThereIsNoRoute() {
    assertThatThrownBy(() -> quotes.call(request(Side.SELL, 1), new FakeCaller()))
        .isInstanceOfSatisfying(
            RpcFault.class, fault -> assertThat(fault.error()).isEqualTo(RpcError.NO_ROUTE));
  }

  @Test
  void withoutAnAnswerNobodySaysThatThereIsNoRoute() {
    solversAnswer = false;
    assertThatThrownBy(() -> quotes.call(request(Side.SELL, 1), new FakeCaller()))
        .isInstanceOfSatisfying(
            RpcFault.class,
            fault -> {
              assertThat(fault.error()).isEqualTo(RpcError.SOLVERS_UNAVAILABLE);
              assertThat(fault).hasMessageContaining("try again");
            });
  }

  private ObjectNode proof(LocalSigner signer, long validTo) {
    ObjectNode document = access.typedData(ALICE.address(), validTo);
    return object()
        .put("validTo", validTo)
        .put("signature", signer.sign(TypedDataEncoder.digest(document)).toString());
  }

  private JsonNode listed(ObjectNode params) {
    return list.call(params.put("owner", ALICE.address().toString()), new FakeCaller());
  }

  @Test
  void openIntentsAreListedForTheirOwnerOnlyAndPublicOnesForAll() {
    sequencer.submit(signed(sell(0))).join();
    sequencer.close(block(101)).join();
    sequencer.submit(signed(sell(1))).join();
    assertThat(listed(object())).isEmpty();
    ObjectNode mine = object();
    mine.set("access", proof(ALICE, HEAD.timestamp() + 60));
    assertThat(listed(mine)).hasSize(2);
    sequencer.recordEnded(1, "nobody came").join();
    JsonNode open = listed(object());
    assertThat(open).hasSize(1);
    assertThat(open.at("/0/intent/nonce").asString("")).isEqualTo("0");
    assertThat(open.at("/0/history/1/event").asString("")).isEqualTo("inBatch");
  }

  @Test
  void proofsOfAccessAreTheOwnersAndEnd() {
    sequencer.submit(signed(sell(0))).join();
    assertRefused(proof(BOB, HEAD.timestamp() + 60), RpcError.WRONG_SIGNATURE);
    assertRefused(proof(ALICE, HEAD.timestamp() - 1), RpcError.EXPIRED);
    assertRefused(proof(ALICE, HEAD.timestamp() + 86_401), RpcError.VALIDITY_TOO_LONG);
  }

  private void assertRefused(ObjectNode proof, RpcError error) {
    ObjectNode params = object();
    params.set("access", proof);
    assertThatThrownBy(() -> listed(params))
        .isInstanceOfSatisfying(
            RpcFault.class, fault -> assertThat(fault.error()).isEqualTo(error));
  }
}
