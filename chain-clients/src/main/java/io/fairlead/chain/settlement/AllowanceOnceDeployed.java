package io.fairlead.chain.settlement;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Erc6492;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A program that deploys an account and then asks a token what a spender may take of it, because an
 * account usually approves while it is created. It is run as the creation of a contract, so that
 * nothing has to be on the chain for it; what a creation returns is the answer: a zero byte, which
 * no rule about code forbids, and the allowance as a word (zero if there is no answer).
 */
final class AllowanceOnceDeployed {
  private static final AbiFunction ALLOWANCE = AbiFunction.of("allowance(address,address)");

  /** Bytes of {@link #code}, behind which the data follows. */
  private static final int CODE_SIZE = 118;

  private AllowanceOnceDeployed() {}

  /** The program, its data included. */
  static Bytes program(Address token, Address owner, Address spender, Erc6492 deployment) {
    byte[] deploy = deployment.factoryCall().bytes();
    byte[] ask = ALLOWANCE.encode(arguments -> arguments.address(owner).address(spender)).bytes();
    ByteBuffer program = ByteBuffer.allocate(CODE_SIZE + deploy.length + ask.length);
    program.put(code(deploy.length, ask.length, deployment.factory(), token));
    return Bytes.of(program.put(deploy).put(ask).array());
  }

  /** Reads what the program returned. */
  static BigInteger read(Bytes returned) {
    return returned.size() == 1 + Bytes32.SIZE
        ? new BigInteger(1, returned.bytes())
        : BigInteger.ZERO;
  }

  private static byte[] code(int deployLength, int askLength, Address factory, Address token) {
    String text =
        // The factory's call data to memory, and the call.
        copy(deployLength, CODE_SIZE)
            + "600060006"
            + "2%06x".formatted(deployLength)
            + "60006000"
            + "73"
            + hex(factory)
            + "5af150"
            // The token's call data to memory; a zero byte and a zero word for the answer.
            + copy(askLength, CODE_SIZE + deployLength)
            + "6000608152"
            + "6000608053"
            + "602060816"
            + "2%06x".formatted(askLength)
            + "6000"
            + "73"
            + hex(token)
            + "5afa"
            // Only a call that succeeded and gave a word counts.
            + "3d601f1016"
            + "60815102608152"
            + "60216080f3";
    byte[] code = Bytes.parse("0x" + text).bytes();
    if (code.length != CODE_SIZE) {
      throw new IllegalStateException("the program has " + code.length + " bytes");
    }
    return code;
  }

  /** {@code PUSH3 length PUSH3 from PUSH1 0 CODECOPY}. */
  private static String copy(int length, int from) {
    return "62%06x62%06x600039".formatted(length, from);
  }

  private static String hex(Address address) {
    return address.toString().substring(2);
  }
}
