package io.fairlead.devnet.deploy;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.devnet.chain.DevChain;
import java.nio.ByteBuffer;

/**
 * Puts Permit2 where it is on every chain, from its creation code and by the same CREATE2 as there:
 * its domain separator is computed at that moment, so copied code would have another chain's.
 */
final class Permit2 {
  static final Address ADDRESS = Address.parse("0x000000000022d473030f116ddee9f6b43ac78ba3");

  private static final Address FACTORY =
      Address.parse("0x4e59b44847b379578588920ca78fbf26c0b4956c");

  /** The factory's whole code: it creates from call data, 32 bytes of salt first. */
  private static final Bytes FACTORY_CODE =
      Bytes.parse(
          "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035"
              + "828234f58015156039578182fd5b8082525050506014600cf3");

  private static final Bytes32 SALT =
      Bytes32.parse("0x0000000000000000000000000000000000000000d3af2663da51c10215000000");

  private Permit2() {}

  static void deploy(DevChain chain, TransactionQueue queue, Signer from, Bytes creationCode) {
    if (chain.code(FACTORY).size() == 0) {
      chain.setCode(FACTORY, FACTORY_CODE);
    }
    ByteBuffer data = ByteBuffer.allocate(Bytes32.SIZE + creationCode.size());
    data.put(SALT.bytes()).put(creationCode.bytes());
    queue.call("Permit2", from, FACTORY, Bytes.of(data.array()), 4_000_000);
    queue.mine();
    if (chain.code(ADDRESS).size() == 0) {
      throw new DeployException("Permit2 is not at its canonical address");
    }
  }
}
