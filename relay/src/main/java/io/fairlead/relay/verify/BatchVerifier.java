package io.fairlead.relay.verify;

import io.fairlead.auction.verify.TranscriptVerifier;
import io.fairlead.auction.verify.Verdict;
import io.fairlead.auction.verify.VerifierSetup;
import io.fairlead.auction.winner.Standings;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.util.List;
import java.util.Optional;

/** Verifies transcripts of one deployment against a chain node. For one thread. */
public final class BatchVerifier {
  private final EthereumNode chain;
  private final SettlementReader settlement;
  private final VerifierSetup setup;
  private final FactoryPools pools;

  /**
   * A verifier that trusts {@code chain} and the addresses given, nothing else.
   *
   * @param nativeToken in which scores are
   * @param receiptSigner of the node that held the auctions
   * @param v2Factory without it no constant product pool is checked
   * @param v3Factory without it no concentrated one is
   * @throws io.fairlead.chain.ChainException if the chain node does not answer
   */
  public BatchVerifier(
      EthereumNode chain,
      Address settlement,
      Address nativeToken,
      Address receiptSigner,
      Optional<Address> v2Factory,
      Optional<Address> v3Factory) {
    this(chain, settlement, nativeToken, receiptSigner, v2Factory, v3Factory, Optional.empty());
  }

  /**
   * One that holds transcripts against a published config too.
   *
   * @param config its hash
   */
  public BatchVerifier(
      EthereumNode chain,
      Address settlement,
      Address nativeToken,
      Address receiptSigner,
      Optional<Address> v2Factory,
      Optional<Address> v3Factory,
      Optional<Bytes32> config) {
    this.chain = chain;
    this.settlement = new SettlementReader(chain.chain(), settlement);
    this.setup =
        new VerifierSetup(
            new Domain(chain.chain().chainId(), settlement),
            this.settlement.hub(chain.chain().head()),
            nativeToken,
            receiptSigner,
            config);
    this.pools = new FactoryPools(chain.chain(), v2Factory, v3Factory);
  }

  /**
   * Replays a transcript and compares it with the chain.
   *
   * @param lines as the node gives or stores them; anybody may have written them
   * @param before the solvers' standings as the transcript before tells them, if that is at hand
   * @throws io.fairlead.chain.ChainException if the chain node does not answer
   */
  public Verdict verify(List<String> lines, Optional<Standings> before) {
    return new TranscriptVerifier(
            setup,
            new VerifierChain(chain.chain(), settlement, new Eip712(setup.domain()), pools),
            SignatureRecovery.best())
        .verify(lines, before);
  }
}
