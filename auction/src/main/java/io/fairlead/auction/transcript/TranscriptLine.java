package io.fairlead.auction.transcript;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.winner.AwardRules;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.abi.AbiWriter;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One line of a transcript. They come in this order: one header; the config; intents and baskets
 * together, ascending by hash; pools in the request's order; prices; rules; the commitments; one
 * bid per solver, ascending by name; then rounds, each of elections with the simulations of their
 * winners, awards, and their outcomes; one result; one end.
 */
public sealed interface TranscriptLine {
  /** Version of the format. */
  int VERSION = 2;

  /**
   * What the auction is about.
   *
   * @param hub Settlement's AllowanceHub
   * @param auctioneer who signs awards
   * @param receiptSigner who signs receipts
   * @param nativeToken the wrapped native token
   * @param batch number
   * @param root of the batch
   * @param block at which the batch was closed and the pools were read
   * @param gasPrice told to solvers, wei per gas
   * @param config hash of the config, see {@link Config}
   * @param receipts hash of the receipts: keccak256 of their EIP-712 hashes in the order of their
   *     intents, zero for an intent whose receipt was not kept
   */
  record Header(
      long chainId,
      Address settlement,
      Address hub,
      Address auctioneer,
      Address receiptSigner,
      Address nativeToken,
      long batch,
      Bytes32 root,
      BlockRef block,
      BigInteger gasPrice,
      Bytes32 config,
      Bytes32 receipts)
      implements TranscriptLine {
    private static final Bytes32 TAG =
        Keccak.hash("fairlead.auction.v1".getBytes(StandardCharsets.US_ASCII));

    /**
     * What commitments to bids are bound to: keccak256 of a tag, chain id, contract, batch, root,
     * hash of the block and hash of the config, one word each. It does not depend on the order in
     * which intents came, as receipts do.
     */
    public Bytes32 auction() {
      return Keccak.hash(
          new AbiWriter()
              .word(TAG)
              .uint(chainId)
              .address(settlement)
              .uint(batch)
              .word(root)
              .word(block.hash())
              .word(config)
              .toBytes()
              .bytes());
    }
  }

  /**
   * Every parameter that the operator has set and the auction depended on. Names and values are
   * text, so that more can be added without another form.
   */
  record Config(SortedMap<String, String> values) implements TranscriptLine {
    /** Copies the map. */
    public Config {
      values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }
  }

  /**
   * One intent or basket of the batch.
   *
   * @param filledBefore of an intent wei, on the side its owner fixed; of a basket units
   * @param receipt the promise that was made for it, if it was kept
   */
  record IntentLine(
      Bytes32 intentHash,
      SignedTerms signed,
      BigInteger filledBefore,
      @Nullable SignedReceipt receipt)
      implements TranscriptLine {}

  /** One pool as solvers saw it. */
  record PoolLine(Liquidity pool) implements TranscriptLine {}

  /** Reference prices of the tokens that have one. */
  record Prices(SortedMap<Address, BigInteger> prices) implements TranscriptLine {
    /** Copies the map. */
    public Prices {
      prices = Collections.unmodifiableSortedMap(new TreeMap<>(prices));
    }
  }

  /**
   * Every solver's commitments, written before any is opened.
   *
   * @param solvers ascending by name
   */
  record CommitmentsLine(List<Committed> solvers) implements TranscriptLine {
    /** Copies the list. */
    public CommitmentsLine {
      solvers = List.copyOf(solvers);
    }
  }

  /**
   * One solver's commitments.
   *
   * @param solver name
   * @param account which the commitments are bound to
   * @param commitments ascending
   */
  record Committed(String solver, Address account, CommitMode by, List<Bytes32> commitments) {
    /** Copies the list. */
    public Committed {
      commitments = List.copyOf(commitments);
    }
  }

  /**
   * What one solver answered.
   *
   * @param solver name
   * @param account receives what its settlements leave over
   * @param answer how the call ended
   * @param message why there was no answer; empty if there was
   * @param unopened commitments that it did not open, ascending
   * @param solutions each with what became of it, ascending by id
   */
  record BidLine(
      String solver,
      Address account,
      AnswerKind answer,
      String message,
      List<Bytes32> unopened,
      List<JudgedSolution> solutions)
      implements TranscriptLine {
    /** Copies the lists. */
    public BidLine {
      unopened = List.copyOf(unopened);
      solutions = List.copyOf(solutions);
    }
  }

  /** How a call to a solver ended. */
  enum AnswerKind {
    /** With an answer in the format. */
    SOLUTIONS("solutions"),
    /** Without one in time. */
    TIMED_OUT("timedOut"),
    /** With an error. */
    FAILED("failed");

    private final String text;

    AnswerKind(String text) {
      this.text = text;
    }

    /** The stable word. */
    public String text() {
      return text;
    }
  }

  /**
   * By what rules the winners are found.
   *
   * @param standings of the solvers before this batch
   */
  record Rules(AwardRules rules, Standings standings) implements TranscriptLine {}

  /**
   * Who wins among the solutions that are left, beside those that settled already.
   *
   * @param seed decided ties
   * @param fair solutions that pass the fairness filter, highest score first
   * @param winners of them those that win, highest score first
   * @param total of the winners' scores
   * @param references by winning solver
   */
  record Election(
      Bytes32 seed,
      List<SolutionRef> fair,
      List<Winner> winners,
      Selection.Total total,
      SortedMap<String, Reference> references)
      implements TranscriptLine {
    /** Copies the collections. */
    public Election {
      fair = List.copyOf(fair);
      winners = List.copyOf(winners);
      references = Collections.unmodifiableSortedMap(new TreeMap<>(references));
    }
  }

  /**
   * A winner.
   *
   * @param score native wei, rounded down
   */
  record Winner(SolutionRef solution, BigInteger score) {}

  /**
   * What a winning solver is measured by.
   *
   * @param total the largest without its solutions
   * @param reward native wei, if all its winners settle; below zero it is a penalty
   */
  record Reference(Selection.Total total, BigInteger reward) {}

  /** A solution by who made it and its number. */
  record SolutionRef(String solver, long solutionId) {}

  /**
   * A settlement was executed without being sent. The one judgement that cannot be replayed.
   *
   * @param block on top of which
   * @param gasUsed gas units; 0 if it reverts
   * @param failure why it reverts; null if it executes
   */
  record Simulation(SolutionRef solution, BlockRef block, long gasUsed, @Nullable String failure)
      implements TranscriptLine {}

  /**
   * An award. {@code award.transcriptHash()} covers every line before this one.
   *
   * @param signature the auctioneer's
   */
  record AwardLine(SolutionRef solution, Award award, Signature signature)
      implements TranscriptLine {}

  /** What became of an award. */
  sealed interface Outcome extends TranscriptLine {
    /** Of which winner. */
    int place();
  }

  /** The settlement is on chain. */
  record Landed(BatchSettlement settlement) implements Outcome {
    @Override
    public int place() {
      return settlement.place();
    }
  }

  /** Not on chain by the award's last block. */
  record Missed(int place, String reason) implements Outcome {}

  /** On chain but reverted, and not on chain otherwise by the award's last block. */
  record Reverted(int place, Bytes32 transactionHash, String reason) implements Outcome {}

  /**
   * The auction went on no further, because the node was stopped or the chain node failed it. What
   * follows was found on the chain.
   */
  record Cut(String reason) implements TranscriptLine {}

  /**
   * What the auction comes to.
   *
   * @param reason why what was not filled was not
   * @param rewards native wei by solver of the election that was awarded first; below zero it is a
   *     penalty
   * @param standings of the solvers after this batch; null if it was given up before its rules were
   *     written
   */
  record Result(String reason, SortedMap<String, BigInteger> rewards, @Nullable Standings standings)
      implements TranscriptLine {
    /** Copies the map. */
    public Result {
      rewards = Collections.unmodifiableSortedMap(new TreeMap<>(rewards));
    }
  }

  /** Nothing follows. */
  record End() implements TranscriptLine {}
}
