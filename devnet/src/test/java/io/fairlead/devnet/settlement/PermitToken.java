package io.fairlead.devnet.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.Erc20;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Allowances to one spender of a token that takes them signed: EIP-2612. */
final class PermitToken {
  private static final Bytes32 TYPE_HASH =
      Keccak.hash(
          "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
              .getBytes(StandardCharsets.UTF_8));
  private static final byte[] PREFIX = {0x19, 0x01};

  private final DevChain chain;
  private final Address token;
  private final Address spender;
  private final byte[] separator;
  private final SignatureRecovery recovery = SignatureRecovery.best();

  PermitToken(DevChain chain, Address token, Address spender) {
    this.chain = chain;
    this.token = token;
    this.spender = spender;
    this.separator = ask(AbiFunction.of("DOMAIN_SEPARATOR()").encode(call -> {})).bytes();
  }

  /**
   * What an owner allows.
   *
   * @param nonce of the next permit
   */
  record Allowance(BigInteger amount, BigInteger nonce) {
    /** Whether so much can be taken. */
    boolean suffices(BigInteger wei) {
      return amount.compareTo(wei) >= 0;
    }

    /** What is left of it. */
    Allowance less(BigInteger wei) {
      return amount.equals(Erc20.UNLIMITED) ? this : new Allowance(amount.subtract(wei), nonce);
    }
  }

  Address address() {
    return token;
  }

  Allowance read(Address owner) {
    Bytes amount =
        ask(
            AbiFunction.of("allowance(address,address)")
                .encode(call -> call.address(owner).address(spender)));
    Bytes nonce = ask(AbiFunction.of("nonces(address)").encode(call -> call.address(owner)));
    return new Allowance(number(amount), number(nonce));
  }

  TokenPermit sign(
      LocalSigner signer, Address owner, BigInteger value, BigInteger nonce, long deadline) {
    BigInteger until = BigInteger.valueOf(deadline);
    return new TokenPermit(value, until, signer.sign(digest(owner, value, nonce, until)));
  }

  /** What the owner allows once the permit has been presented: the same as before if it fails. */
  Allowance present(Address owner, TokenPermit permit, Allowance before, long timestamp) {
    Bytes32 digest = digest(owner, permit.value(), before.nonce(), permit.deadline());
    boolean inTime = permit.deadline().compareTo(BigInteger.valueOf(timestamp)) >= 0;
    return inTime && recovery.recover(digest, permit.signature()).filter(owner::equals).isPresent()
        ? new Allowance(permit.value(), before.nonce().add(BigInteger.ONE))
        : before;
  }

  private Bytes32 digest(Address owner, BigInteger value, BigInteger nonce, BigInteger deadline) {
    Bytes message =
        new AbiWriter()
            .word(TYPE_HASH)
            .address(owner)
            .address(spender)
            .uint(value, 256)
            .uint(nonce, 256)
            .uint(deadline, 256)
            .toBytes();
    return Keccak.hash(PREFIX, separator, Keccak.hash(message.bytes()).bytes());
  }

  private static BigInteger number(Bytes answer) {
    return AbiReader.read(answer, word -> word.uint(256));
  }

  private Bytes ask(Bytes call) {
    Map<String, String> request = Map.of("to", token.toString(), "data", call.toString());
    return Bytes.parse(chain.rpc().call("eth_call", request, "latest").asString());
  }
}
