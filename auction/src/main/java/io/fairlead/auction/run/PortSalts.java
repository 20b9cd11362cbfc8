package io.fairlead.auction.run;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Seal;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signer;
import java.nio.charset.StandardCharsets;

/**
 * Salts for commitments that are made on behalf of solvers. They follow from a signature of the
 * auctioneer's key that is never shown, so nobody else can guess them, and the same auction has the
 * same salts however often and in whatever order it is run.
 */
final class PortSalts {
  private static final byte[] TAG = "fairlead.port-salts.v1".getBytes(StandardCharsets.US_ASCII);

  private final Bytes32 secret;

  /** For one auction. */
  PortSalts(Signer auctioneer, Bytes32 auction) {
    byte[] signature = auctioneer.sign(Keccak.hash(TAG, auction.bytes())).bytes();
    this.secret = Keccak.hash(TAG, signature);
  }

  /** What opens the commitment of a solver to {@code solution}; it claims no score. */
  Opening seal(Address account, Solution solution) {
    Bytes32 salt =
        Keccak.hash(secret.bytes(), account.bytes(), Commitment.solutionHash(solution).bytes());
    return new Opening(solution, new Seal(salt, null));
  }
}
