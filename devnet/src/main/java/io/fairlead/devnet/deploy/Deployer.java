package io.fairlead.devnet.deploy;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.NodePackages;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Sets a fresh development chain up. Blocking; mines the blocks it needs. */
public final class Deployer {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  private final DevChain chain;
  private final TransactionQueue queue;
  private final String tokenContract;
  private final Signer deployer = DevKeys.deployer();

  /** For one fresh chain. */
  public Deployer(DevChain chain) {
    this(chain, "DevPermitToken");
  }

  private Deployer(DevChain chain, String tokenContract) {
    this.chain = chain;
    this.queue = new TransactionQueue(chain);
    this.tokenContract = tokenContract;
  }

  /** For one fresh chain, with the least of tokens, so that a benchmark does not measure theirs. */
  public static Deployer ofPlainTokens(DevChain chain) {
    return new Deployer(chain, "PlainToken");
  }

  /**
   * Deploys Permit2, tokens, exchanges with liquidity, Settlement and the registries.
   *
   * @param auctioneer signs awards
   * @param vault receives fees
   * @throws DeployException if anything fails
   */
  public Deployment deploy(Address auctioneer, Address vault) {
    CreationCode code = new CreationCode(NodePackages.installed());
    chain.setBalance(deployer.address(), ETHER.multiply(BigInteger.TEN.pow(9)));
    Permit2.deploy(chain, queue, deployer, code.generated("Permit2"));
    Tokens tokens = Tokens.create(queue, deployer, code, tokenContract);
    Deployment.UniswapV2 v2 = UniswapV2Seed.deploy(queue, deployer, code, tokens);
    Deployment.UniswapV3 v3 = UniswapV3Seed.deploy(queue, deployer, code, tokens);
    Address settlement =
        queue.create(
            "Settlement",
            deployer,
            CreationCode.ours("Settlement"),
            arguments ->
                arguments
                    .address(deployer.address())
                    .address(auctioneer)
                    .address(vault)
                    .address(tokens.address(Market.WETH)));
    Address relays = Registries.relays(queue, deployer, settlement, vault);
    Address solvers = Registries.solvers(queue, deployer);
    queue.mine();
    return new Deployment(
        DevChain.CHAIN_ID,
        settlement,
        hub(settlement),
        Permit2.ADDRESS,
        auctioneer,
        vault,
        Market.COINS.stream()
            .map(coin ->
                new Deployment.Token(
                    coin.symbol(), tokens.address(coin.symbol()), coin.decimals(), coin.cents()))
            .toList(),
        v2,
        v3,
        relays,
        solvers);
  }

  /** Gives accounts native coin to pay gas with. */
  public void payGas(List<Address> accounts) {
    accounts.forEach(account -> chain.setBalance(account, ETHER.multiply(BigInteger.valueOf(100))));
  }

  /** Gives wallets native coin and tokens, and lets the hub take what they sell. */
  public void fund(List<? extends Signer> wallets, Deployment deployment) {
    payGas(wallets.stream().map(Signer::address).toList());
    for (Signer wallet : wallets) {
      for (Market.Coin coin : Market.COINS) {
        Address token = deployment.token(coin.symbol()).address();
        BigInteger amount = coin.whole(coin.perWallet());
        Bytes gift =
            coin.symbol().equals(Market.WETH)
                ? Erc20.transfer(wallet.address(), amount)
                : Erc20.mint(wallet.address(), amount);
        queue.call(coin.symbol() + " for a wallet", deployer, token, gift, 100_000);
        queue.call(
            coin.symbol() + " approval",
            wallet,
            token,
            Erc20.approve(deployment.hub(), Erc20.UNLIMITED),
            100_000);
      }
    }
    queue.mine();
  }

  /** Puts the least bond behind a relay, and gives its account native coin to anchor with. */
  public void bondRelay(Address relay, Deployment deployment) {
    payGas(List.of(relay));
    Registries.bond(queue, deployer, deployment.relayRegistry(), relay);
    queue.mine();
  }

  /** Puts the least bond behind each solver. */
  public void bondSolvers(List<Address> solvers, Deployment deployment) {
    solvers.forEach(
        solver -> Registries.bond(queue, deployer, deployment.solverRegistry(), solver));
    queue.mine();
  }

  private Address hub(Address settlement) {
    Bytes call = AbiFunction.of("hub()").encode(none -> {});
    String answer =
        chain
            .rpc()
            .call(
                "eth_call", Map.of("to", settlement.toString(), "data", call.toString()), "latest")
            .asString();
    return AbiReader.read(Bytes.parse(answer), AbiReader::address);
  }
}
