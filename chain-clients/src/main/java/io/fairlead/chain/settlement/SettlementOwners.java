package io.fairlead.chain.settlement;

import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.SignatureJudge;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * Owners as the chain knows them at one block, by read-only calls whose gas is bounded: the code
 * that is run belongs to strangers. Blocking, thread safe.
 */
public final class SettlementOwners implements OwnerAccounts {
  /** Most gas for deploying an account and letting it judge; usual accounts need a tenth. */
  public static final long DEPLOY_GAS = 3_000_000;

  private static final AbiFunction IS_VALID_SIGNATURE =
      AbiFunction.of("isValidSignature(bytes32,bytes)");
  private static final AbiFunction IS_VALID = AbiFunction.of("isValid(address,bytes32,bytes)");
  private static final AbiFunction PRESIGNED = AbiFunction.of("presigned(address,bytes32)");
  private static final long TRANSACTION_GAS = 21_000;
  private static final long ZERO_BYTE_GAS = 4;
  private static final long BYTE_GAS = 16;

  private final ChainReader chain;
  private final Address settlement;
  private final Address verifier;
  private final BlockRef block;

  /**
   * Reads at {@code block}. An account may have got code since, even by the settlement itself.
   *
   * @param verifier the contract's {@link SettlementReader#verifier}
   */
  public SettlementOwners(ChainReader chain, Address settlement, Address verifier, BlockRef block) {
    this.chain = chain;
    this.settlement = settlement;
    this.verifier = verifier;
    this.block = block;
  }

  @Override
  public boolean hasCode(Address owner) {
    return chain.hasCode(owner, block);
  }

  @Override
  public boolean isPresigned(Address owner, Bytes32 digest) {
    Bytes call = PRESIGNED.encode(arguments -> arguments.address(owner).word(digest));
    return isTrue(chain.call(settlement, call, block));
  }

  @Override
  public boolean accepts(Address owner, Bytes32 digest, Bytes signature) {
    Bytes call = IS_VALID_SIGNATURE.encode(arguments -> arguments.word(digest).bytes(signature));
    long gas = SignatureJudge.ERC1271_GAS + transactionGas(call);
    byte[] magic = Arrays.copyOf(IS_VALID_SIGNATURE.selector().bytes(), Bytes32.SIZE);
    // The whole word counts, and what is behind it does not: as the contract reads it.
    return chain
        .call(owner, call, gas, block)
        .map(Bytes::bytes)
        .filter(answer -> answer.length >= Bytes32.SIZE)
        .filter(answer -> Arrays.equals(answer, 0, Bytes32.SIZE, magic, 0, Bytes32.SIZE))
        .isPresent();
  }

  @Override
  public boolean acceptsOnceDeployed(
      Address owner, Bytes32 digest, Bytes signature, Address factory, Bytes factoryCall) {
    Bytes wrapped = new Erc6492(factory, factoryCall, signature).wrap();
    Bytes call = IS_VALID.encode(arguments -> arguments.address(owner).word(digest).bytes(wrapped));
    return isTrue(chain.call(verifier, call, DEPLOY_GAS, block));
  }

  /**
   * Wei of {@code token} that {@code spender} may take from {@code owner} once the factory of
   * {@code deployment} was called, whose failure is ignored; zero if the token does not answer. For
   * owners without code.
   */
  public BigInteger allowanceOnceDeployed(
      Address token, Address owner, Address spender, Erc6492 deployment) {
    Bytes program = AllowanceOnceDeployed.program(token, owner, spender, deployment);
    return chain
        .create(program, DEPLOY_GAS, block)
        .map(AllowanceOnceDeployed::read)
        .orElse(BigInteger.ZERO);
  }

  private static long transactionGas(Bytes callData) {
    long gas = TRANSACTION_GAS;
    for (byte one : callData.bytes()) {
      gas += one == 0 ? ZERO_BYTE_GAS : BYTE_GAS;
    }
    return gas;
  }

  private static boolean isTrue(Optional<Bytes> answer) {
    return answer
        .map(Bytes::bytes)
        .filter(word -> word.length == Bytes32.SIZE && word[Bytes32.SIZE - 1] == 1)
        .isPresent();
  }
}
