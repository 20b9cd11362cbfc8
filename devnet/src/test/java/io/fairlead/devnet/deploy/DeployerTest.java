package io.fairlead.devnet.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.TestChain;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DeployerTest {
  private static final Address AUCTIONEER = DevKeys.signer("auctioneer").address();
  private static final Address VAULT = DevKeys.signer("vault").address();

  @ParameterizedTest
  @EnumSource(ChainKind.class)
  void aFreshChainHasEverything(ChainKind kind) {
    try (TestChain test = TestChain.start(kind)) {
      Deployer deployer = new Deployer(test.chain());
      Deployment deployment = deployer.deploy(AUCTIONEER, VAULT);
      LocalSigner wallet = DevKeys.wallet(0);
      deployer.fund(List.of(wallet), deployment);

      permit2HasThisChainsDomain(test);
      assertThat(read(test, deployment.settlement(), "auctioneer()", AbiReader::address))
          .isEqualTo(AUCTIONEER);
      assertThat(read(test, deployment.settlement(), "vault()", AbiReader::address))
          .isEqualTo(VAULT);
      for (Deployment.Token token : deployment.tokens()) {
        long decimals = read(test, token.address(), "decimals()", reader -> reader.number(8));
        assertThat(decimals).isEqualTo(token.decimals());
        assertThat(
                call(
                    test, token.address(), Erc20.balanceOf(wallet.address()), DeployerTest::number))
            .isPositive();
        assertThat(
                call(
                    test,
                    token.address(),
                    AbiFunction.of("allowance(address,address)")
                        .encode(allowance ->
                            allowance.address(wallet.address()).address(deployment.hub())),
                    DeployerTest::number))
            .isEqualTo(Erc20.UNLIMITED);
      }
      pricesAreTheMarkets(test, deployment);
    }
  }

  private static void permit2HasThisChainsDomain(TestChain test) {
    Bytes32 type = hash("EIP712Domain(string name,uint256 chainId,address verifyingContract)");
    byte[] address = new byte[32];
    System.arraycopy(Permit2.ADDRESS.bytes(), 0, address, 12, Address.SIZE);
    byte[] chainId = new byte[32];
    chainId[30] = (byte) (31_337 >>> 8);
    chainId[31] = (byte) 31_337;
    assertThat(read(test, Permit2.ADDRESS, "DOMAIN_SEPARATOR()", AbiReader::word))
        .isEqualTo(Keccak.hash(type.bytes(), hash("Permit2").bytes(), chainId, address));
  }

  /** One WETH by every route is worth its price, less fees and slippage of at most 1.5 %. */
  private static void pricesAreTheMarkets(TestChain test, Deployment deployment) {
    Deployment.Token weth = deployment.token("WETH");
    Deployment.Token usdc = deployment.token("USDC");
    BigInteger one = weth.units("1");
    BigInteger v2 =
        call(
            test,
            deployment.uniswapV2().router(),
            AbiFunction.of("getAmountsOut(uint256,address[])")
                .encode(quote ->
                    quote
                        .uint(one, 256)
                        .array(
                            List.of(weth.address(), usdc.address()),
                            (to, token) -> to.address(token))),
            reader -> reader.array(amount -> amount.uint(256)).getLast());
    assertThat(v2).isBetween(usdc.units("2462.5"), usdc.units("2500"));
    for (int fee : new int[] {500, 3_000}) {
      BigInteger v3 =
          call(
              test,
              deployment.uniswapV3().quoter(),
              AbiFunction.of("quoteExactInputSingle((address,address,uint256,uint24,uint160))")
                  .encode(quote ->
                      quote
                          .address(weth.address())
                          .address(usdc.address())
                          .uint(one, 256)
                          .uint(fee)
                          .uint(0)),
              reader -> {
                BigInteger out = reader.uint(256);
                reader.uint(160);
                reader.number(32);
                reader.uint(256);
                return out;
              });
      assertThat(v3).as("fee %s", fee).isBetween(usdc.units("2462.5"), usdc.units("2500"));
    }
  }

  private static BigInteger number(AbiReader reader) {
    return reader.uint(256);
  }

  private static <T> T read(
      TestChain test, Address to, String function, Function<AbiReader, T> result) {
    return call(test, to, AbiFunction.of(function).encode(none -> {}), result);
  }

  private static <T> T call(TestChain test, Address to, Bytes data, Function<AbiReader, T> result) {
    String answer =
        test.chain()
            .rpc()
            .call("eth_call", Map.of("to", to.toString(), "data", data.toString()), "latest")
            .asString();
    return AbiReader.read(Bytes.parse(answer), result);
  }

  private static Bytes32 hash(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
