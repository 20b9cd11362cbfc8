package io.fairlead.devnet.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.RawTransactions;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the builder promises, on one kind of node. */
abstract class BuilderTest extends BuilderFixture {
  BuilderTest(ChainKind kind) {
    super(kind);
  }

  /** Adds one to slot 0 and emits nothing. */
  private static final String COUNTER = "60005460010160005500";

  /** Reverts if slot 0 is not zero, else sets it to one: only the first caller succeeds. */
  private static final String ONCE = "600054600c576001600055005b60006000fd";

  private static final String ALWAYS_REVERTS = "60006000fd";

  @Test
  void aBundleLandsWholeInItsBlock() {
    landOne();
  }

  private void landOne() {
    Address counter = contract(COUNTER);
    Signer sender = account();
    SignedTransaction first = call(sender, 0, 1, counter);
    SignedTransaction second = call(sender, 1, 1, counter);
    long block = next();
    String hash = send(block, first, second);
    assertThat(hash).isEqualTo(Keccak.hash(first.hash().bytes(), second.hash().bytes()).toString());
    assertThat(fate(hash, block).path("fate").asString()).isEqualTo("waiting");
    builder.slot();
    assertThat(test.chain().blockNumber()).isEqualTo(block);
    assertThat(latestTransactions())
        .containsExactly(first.hash().toString(), second.hash().toString());
    assertThat(test.storage(counter, 0)).isEqualTo(BigInteger.TWO);
    assertThat(fate(hash, block).path("fate").asString()).isEqualTo("included");
  }

  @Test
  void aRevertDropsTheWholeBundle() {
    Address counter = contract(COUNTER);
    Address bad = contract(ALWAYS_REVERTS);
    Signer sender = account();
    long block = next();
    String hash = send(block, call(sender, 0, 1, counter), call(sender, 1, 1, bad));
    builder.slot();
    assertThat(latestTransactions()).isEmpty();
    assertThat(test.storage(counter, 0)).isZero();
    assertThat(fate(hash, block).path("fate").asString()).isEqualTo("dropped");
    assertThat(fate(hash, block).path("reason").asString()).contains("revert");
    builder.slot();
    assertThat(test.nonce(sender)).as("nothing is left in the pool").isZero();
  }

  @Test
  void ofTwoConflictingBundlesTheBetterPayingLands() {
    Address once = contract(ONCE);
    Signer poor = account();
    Signer generous = account();
    long block = next();
    String low = send(block, call(poor, 0, 1, once));
    String high = send(block, call(generous, 0, 3, once));
    builder.slot();
    assertThat(fate(high, block).path("fate").asString()).isEqualTo("included");
    assertThat(fate(low, block).path("fate").asString()).isEqualTo("dropped");
    assertThat(test.nonce(poor)).isZero();
    assertThat(test.nonce(generous)).isEqualTo(1);
  }

  @Test
  void bundlesGoBeforeThePublicPool() {
    Address once = contract(ONCE);
    Signer publicSender = account();
    Signer bundleSender = account();
    SignedTransaction inPublic = call(publicSender, 0, 50, once);
    SignedTransaction follower = call(publicSender, 1, 50, contract(COUNTER));
    test.send(inPublic);
    test.send(follower);
    SignedTransaction inBundle = call(bundleSender, 0, 1, once);
    long block = next();
    send(block, inBundle);
    builder.slot();
    assertThat(latestTransactions())
        .containsExactly(
            inBundle.hash().toString(), inPublic.hash().toString(), follower.hash().toString());
    assertThat(Quantity.parseLong(test.receipt(inBundle).path("status"))).isEqualTo(1);
    assertThat(Quantity.parseLong(test.receipt(inPublic).path("status"))).isZero();
    assertThat(Quantity.parseLong(test.receipt(follower).path("status"))).isEqualTo(1);
  }

  @Test
  void aBundleIsWholeUnderConstantPublicTraffic() throws InterruptedException {
    Address counter = contract(COUNTER);
    Signer noisy = account();
    AtomicBoolean stop = new AtomicBoolean();
    Thread traffic =
        Thread.ofPlatform()
            .start(() -> {
              for (int nonce = 0; nonce < 200 && !stop.get(); nonce++) {
                test.send(call(noisy, nonce, 1, counter));
              }
            });
    int included = 0;
    for (int round = 0; round < 5; round++) {
      Signer sender = account();
      long block = next();
      String hash = send(block, call(sender, 0, 2, counter), call(sender, 1, 2, contract(ONCE)));
      builder.slot();
      boolean landed = fate(hash, block).path("fate").asString().equals("included");
      assertThat(test.nonce(sender)).as("both or none").isEqualTo(landed ? 2 : 0);
      included += landed ? 1 : 0;
    }
    stop.set(true);
    traffic.join();
    builder.slot();
    assertThat(included).as("traffic delays bundles, it does not stop them").isPositive();
  }

  @Test
  void anAllowedRevertStaysInTheBundle() {
    Address bad = contract(ALWAYS_REVERTS);
    Address counter = contract(COUNTER);
    Signer sender = account();
    SignedTransaction reverting = call(sender, 0, 1, bad);
    SignedTransaction good = call(sender, 1, 1, counter);
    long block = next();
    String hash =
        client
            .call(
                "eth_sendBundle",
                Map.of(
                    "txs", List.of(reverting.raw().toString(), good.raw().toString()),
                    "blockNumber", Quantity.of(block),
                    "revertingTxHashes", List.of(reverting.hash().toString())))
            .path("bundleHash")
            .asString();
    builder.slot();
    assertThat(fate(hash, block).path("fate").asString()).isEqualTo("included");
    assertThat(test.storage(counter, 0)).isEqualTo(BigInteger.ONE);
  }

  @Test
  void aDuplicateCountsOnceAndThePastIsRefused() {
    Address counter = contract(COUNTER);
    Signer sender = account();
    SignedTransaction only = call(sender, 0, 1, counter);
    long block = next();
    assertThat(send(block, only)).isEqualTo(send(block, only));
    builder.slot();
    assertThat(test.storage(counter, 0)).isEqualTo(BigInteger.ONE);
    assertThatThrownBy(() -> send(block, only))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.code()).isEqualTo(BuilderException.REFUSED))
        .hasMessageContaining("past");
    assertThatThrownBy(() -> send(block + 1_000, only)).hasMessageContaining("too far ahead");
  }

  @Test
  void aWrongNonceIsNamed() {
    Signer sender = account();
    long block = next();
    String hash = send(block, call(sender, 5, 1, contract(COUNTER)));
    builder.slot();
    assertThat(fate(hash, block).path("reason").asString()).contains("nonce too high");
  }

  @Test
  void wrongInputIsRefusedWithItsField() {
    assertThatThrownBy(() -> client.call("eth_sendBundle", Map.of("txs", List.of())))
        .hasMessageContaining("txs");
    assertThatThrownBy(() -> client.call("eth_sendBundle", Map.of("txs", List.of("0x02c0"))))
        .hasMessageContaining("txs[0]");
    assertThatThrownBy(() -> client.call("eth_sendBundle", "0x"))
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.code()).isEqualTo(BuilderException.INVALID_PARAMS));
    assertThatThrownBy(() -> client.call("eth_mine"))
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.code()).isEqualTo(BuilderException.METHOD_NOT_FOUND));
  }

  @Test
  void aTransactionWithBlobsIsRefusedByItsType() {
    assertThatThrownBy(() -> client.call("eth_sendBundle", Map.of("txs", List.of("0x03c0"))))
        .hasMessageContaining("txs[0]: transactions of type 3 are not supported");
    String blob = RawTransactions.blob(account(), 0, Address.ZERO).raw().toString();
    assertThatThrownBy(() -> client.call("eth_sendBundle", Map.of("txs", List.of(blob))))
        .hasMessageContaining("txs[0]: a transaction has 1 to");
  }

  @Test
  void aDelegationInThePoolIsMinedBehindTheBundlesAndStopsNothing() {
    Address counter = contract(COUNTER);
    Signer authority = account();
    SignedTransaction delegation = delegation(account(), authority, counter);
    SignedTransaction inBundle = call(account(), 0, 1, counter);
    test.send(delegation);
    long block = next();
    String hash = send(block, inBundle);
    builder.slot();
    assertThat(latestTransactions())
        .containsExactly(inBundle.hash().toString(), delegation.hash().toString());
    assertThat(fate(hash, block).path("fate").asString()).isEqualTo("included");
    assertThat(test.chain().code(authority.address()).toString()).isEqualTo(pointerTo(counter));
    assertThat(test.storage(authority.address(), 0)).as("its new code ran").isOne();
    // The block that holds it is the one the next is built on.
    landOne();
  }

  @Test
  void aDelegationInABundleIsTriedAsWhatItIs() {
    Address counter = contract(COUNTER);
    Address bad = contract(ALWAYS_REVERTS);
    Signer willing = account();
    SignedTransaction good = delegation(account(), willing, counter);
    SignedTransaction reverting = delegation(account(), account(), bad);
    long block = next();
    String first = send(block, good);
    String second = send(block, reverting);
    builder.slot();
    assertThat(latestTransactions()).containsExactly(good.hash().toString());
    assertThat(fate(first, block).path("fate").asString()).isEqualTo("included");
    assertThat(fate(second, block).path("reason").asString()).contains("revert");
    assertThat(test.chain().code(willing.address()).toString()).isEqualTo(pointerTo(counter));
  }

  @Test
  void whatTheReaderDoesNotKnowIsMinedBehindTheBundles() {
    Signer oldFashioned = account();
    Signer withBlobs = account();
    Address counter = contract(COUNTER);
    List<SignedTransaction> odd = new ArrayList<>();
    odd.add(RawTransactions.onAnyChain(oldFashioned, 0, counter));
    if (kind == ChainKind.ANVIL) {
      odd.add(RawTransactions.blob(withBlobs, 0, counter));
    }
    odd.forEach(test::send);
    SignedTransaction inBundle = call(account(), 0, 1, counter);
    long block = next();
    String hash = send(block, inBundle);
    builder.slot();
    assertThat(fate(hash, block).path("fate").asString()).isEqualTo("included");
    assertThat(latestTransactions())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(odd.stream(), Stream.of(inBundle))
                .map(one -> one.hash().toString())
                .toList());
    if (kind == ChainKind.ANVIL) {
      assertThat(latestTransactions().getFirst()).isEqualTo(inBundle.hash().toString());
    }
    landOne();
  }

  @Test
  void whatNobodySignedStaysInThePoolAndIsMinedWithTheBundles() {
    Address counter = contract(COUNTER);
    Address nobody = account().address();
    RpcClient chain = test.chain().rpc();
    chain.call("hardhat_impersonateAccount", nobody.toString());
    String unsigned =
        chain
            .call(
                "eth_sendTransaction",
                Map.of("from", nobody.toString(), "to", counter.toString(), "gas", "0x30000"))
            .asString();
    SignedTransaction inPublic = call(account(), 0, 1, counter);
    test.send(inPublic);
    Signer sender = account();
    SignedTransaction first = call(sender, 0, 1, counter);
    SignedTransaction second = call(sender, 1, 1, counter);
    long block = next();
    String hash = send(block, first, second);
    builder.slot();
    assertThat(latestTransactions())
        .containsExactly(
            unsigned,
            first.hash().toString(),
            second.hash().toString(),
            inPublic.hash().toString());
    assertThat(fate(hash, block).path("fate").asString()).isEqualTo("included");
    landOne();
  }

  @Test
  void aSlotIsOneBlockOneSecondLaterAtLeast() {
    long number = test.chain().blockNumber();
    long timestamp = test.chain().timestamp();
    builder.slot();
    assertThat(test.chain().blockNumber()).isEqualTo(number + 1);
    assertThat(test.chain().timestamp()).isGreaterThan(timestamp);
  }

  @Test
  void aCallBundleTellsGasAndReverts() {
    if (kind == ChainKind.HARDHAT) {
      assertThatThrownBy(() ->
              client.call("eth_callBundle", params(next(), call(account(), 0, 1, Address.ZERO))))
          .hasMessageContaining("cannot simulate");
      return;
    }
    Signer sender = account();
    JsonNode result =
        client.call(
            "eth_callBundle",
            params(
                next(),
                call(sender, 0, 1, contract(COUNTER)),
                call(sender, 1, 1, contract(ALWAYS_REVERTS))));
    assertThat(result.path("results").path(0).path("gasUsed").asLong()).isGreaterThan(40_000);
    assertThat(result.path("results").path(0).has("error")).isFalse();
    assertThat(result.path("results").path(1).has("error")).isTrue();
    assertThat(test.nonce(sender)).isZero();
  }
}
