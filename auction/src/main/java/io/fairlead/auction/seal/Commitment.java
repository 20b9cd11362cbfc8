package io.fairlead.auction.seal;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolutionJson;
import io.fairlead.auction.json.Json;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Commits a solver to one solution without showing it: {@code keccak256(tag ‖ auction ‖ account ‖
 * solution ‖ score ‖ salt)}, every part one word of 32 bytes, numbers big-endian and padded on the
 * left. The auction's hash and the account make a copied commitment worthless elsewhere and to
 * others; the salt keeps it from being guessed. See docs/protocol.md section 5.
 */
public final class Commitment {
  private static final Bytes32 SCORED = tag("fairlead.commitment.scored.v1");
  private static final Bytes32 UNSCORED = tag("fairlead.commitment.unscored.v1");
  private static final int WORD = 32;

  private Commitment() {}

  /**
   * The commitment of a solver to a solution.
   *
   * @param auction of the transcript's header, told to the solver
   * @param account of the solver
   */
  public static Bytes32 of(Bytes32 auction, Address account, Solution solution, Seal seal) {
    return of(auction, account, solutionHash(solution), seal);
  }

  /**
   * The same, given the hash of the solution.
   *
   * @param solution see {@link #solutionHash}
   */
  public static Bytes32 of(Bytes32 auction, Address account, Bytes32 solution, Seal seal) {
    BigInteger score = seal.score();
    return Keccak.hash(
        (score == null ? UNSCORED : SCORED).bytes(),
        auction.bytes(),
        padded(account.bytes()),
        solution.bytes(),
        score == null ? new byte[WORD] : word(score),
        seal.salt().bytes());
  }

  /** Keccak-256 of the solution's canonical JSON in UTF-8, certificate and all. */
  public static Bytes32 solutionHash(Solution solution) {
    return Keccak.hash(Json.canonicalBytes(SolutionJson.write(solution)));
  }

  private static Bytes32 tag(String text) {
    return Keccak.hash(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] word(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return bytes.length > WORD
        ? padded(Arrays.copyOfRange(bytes, bytes.length - WORD, bytes.length))
        : padded(bytes);
  }

  private static byte[] padded(byte[] bytes) {
    byte[] word = new byte[WORD];
    System.arraycopy(bytes, 0, word, WORD - bytes.length, bytes.length);
    return word;
  }
}
