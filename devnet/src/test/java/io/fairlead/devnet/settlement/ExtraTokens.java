package io.fairlead.devnet.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.CreationCode;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.deploy.TransactionQueue;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the market has no coin for: a token that takes signed allowances, and an ERC-1155.
 *
 * @param permitToken an ERC-20 with EIP-2612
 * @param multiToken an ERC-1155
 */
record ExtraTokens(Address permitToken, Address multiToken) {
  /** The ids of the ERC-1155 that exist; the last is the largest a leg can name. */
  private static final List<BigInteger> IDS =
      List.of(
          BigInteger.ZERO,
          BigInteger.valueOf(4_711),
          BigInteger.ONE.shiftLeft(256).subtract(BigInteger.TWO));

  private static final AbiFunction MINT_ID = AbiFunction.of("mint(address,uint256,uint256)");
  private static final AbiFunction APPROVE_ALL = AbiFunction.of("setApprovalForAll(address,bool)");
  private static final BigInteger PLENTY = BigInteger.ONE.shiftLeft(80);

  /** Deploys both and gives everybody plenty. */
  static ExtraTokens deploy(DevChain chain, List<LocalSigner> holders) {
    TransactionQueue queue = new TransactionQueue(chain);
    LocalSigner deployer = DevKeys.deployer();
    ExtraTokens tokens =
        new ExtraTokens(
            queue.create(
                "permit token",
                deployer,
                CreationCode.ours("DevPermitToken"),
                arguments -> arguments.bytes(text("Dev Permit")).bytes(text("PERMIT")).uint(18)),
            queue.create(
                "ERC-1155", deployer, CreationCode.ours("DevMultiToken"), arguments -> {}));
    for (LocalSigner holder : holders) {
      Address to = holder.address();
      queue.call("gift", deployer, tokens.permitToken, Erc20.mint(to, PLENTY), 100_000);
      for (BigInteger id : IDS) {
        Bytes gift = MINT_ID.encode(call -> call.address(to).uint(id, 256).uint(PLENTY, 256));
        queue.call("gift", deployer, tokens.multiToken, gift, 100_000);
      }
    }
    queue.mine();
    return tokens;
  }

  /** Lets a spender take both from accounts, without limit. */
  void approve(DevChain chain, List<LocalSigner> owners, Address spender) {
    TransactionQueue queue = new TransactionQueue(chain);
    Bytes allowance = Erc20.approve(spender, Erc20.UNLIMITED);
    Bytes all = APPROVE_ALL.encode(call -> call.address(spender).bool(true));
    for (LocalSigner owner : owners) {
      queue.call("allowance", owner, permitToken, allowance, 100_000);
      queue.call("approval", owner, multiToken, all, 100_000);
    }
    queue.mine();
  }

  /** The assets of the ERC-1155. */
  List<Asset> assets() {
    return IDS.stream().map(id -> new Asset(multiToken, id.add(BigInteger.ONE))).toList();
  }

  /** A deployment in which the permit token is a token like the others. */
  Deployment addTo(Deployment deployment) {
    List<Deployment.Token> tokens = new ArrayList<>(deployment.tokens());
    tokens.add(new Deployment.Token("PERMIT", permitToken, 18, 100));
    return new Deployment(
        deployment.chainId(),
        deployment.settlement(),
        deployment.hub(),
        deployment.permit2(),
        deployment.auctioneer(),
        deployment.vault(),
        tokens,
        deployment.uniswapV2(),
        deployment.uniswapV3(),
        deployment.relayRegistry(),
        deployment.solverRegistry());
  }

  private static Bytes text(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
