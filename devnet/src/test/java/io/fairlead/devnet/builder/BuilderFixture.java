package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.RawTransactions;
import io.fairlead.devnet.chain.TestChain;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** A chain of one kind with a builder, accounts that can pay and contracts to be called. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BuilderFixture {
  final ChainKind kind;
  TestChain test;
  BuilderServer builder;
  RpcClient client;
  private int contracts;
  private int accounts;

  BuilderFixture(ChainKind kind) {
    this.kind = kind;
  }

  @BeforeAll
  void start() {
    test = TestChain.start(kind);
    builder =
        BuilderServer.start(test.chain().url(), 0, 0, () -> Instant.parse("2026-01-01T00:00:00Z"));
    client = new RpcClient(builder.url());
  }

  @AfterAll
  void stop() {
    client.close();
    builder.close();
    test.close();
  }

  Address contract(String code) {
    return test.code(++contracts, code);
  }

  Signer account() {
    return test.rich("builder test " + ++accounts);
  }

  SignedTransaction call(Signer from, long nonce, long tip, Address to) {
    return test.transaction(from, nonce, tip, to, Bytes.EMPTY);
  }

  long next() {
    return test.chain().blockNumber() + 1;
  }

  String send(long block, SignedTransaction... transactions) {
    return client.call("eth_sendBundle", params(block, transactions)).path("bundleHash").asString();
  }

  static Map<String, Object> params(long block, SignedTransaction... transactions) {
    return Map.of(
        "txs",
        Arrays.stream(transactions).map(one -> one.raw().toString()).toList(),
        "blockNumber",
        Quantity.of(block));
  }

  JsonNode fate(String hash, long block) {
    return client.call(
        "fairlead_bundleFate", Map.of("bundleHash", hash, "blockNumber", Quantity.of(block)));
  }

  List<String> latestTransactions() {
    return test.chain()
        .rpc()
        .call("eth_getBlockByNumber", "latest", false)
        .path("transactions")
        .valueStream()
        .map(JsonNode::asString)
        .toList();
  }

  SignedTransaction delegation(Signer sender, Signer authority, Address delegate) {
    return RawTransactions.setCode(
        sender,
        0,
        authority.address(),
        Bytes.EMPTY,
        RawTransactions.authorization(authority, DevChain.CHAIN_ID, delegate, 0));
  }

  static String pointerTo(Address delegate) {
    return "0xef0100" + delegate.toString().substring(2);
  }
}
