package io.fairlead.auction.run;

import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.contracts.signature.Signer;
import java.time.InstantSource;

/**
 * What an auction reaches the world through.
 *
 * @param solvers who competes
 * @param simulation executes settlements without sending them
 * @param submission lands them
 * @param chain heads, and settlements whoever sent them
 * @param ledger remembers awards before they are sent
 * @param transcripts where the record is kept
 * @param auctioneer signs awards
 * @param listener sees what happens
 * @param clock only for the deadline told to solvers
 */
public record AuctionPorts(
    SolverPanel solvers,
    SimulationPort simulation,
    SubmissionPort submission,
    ChainPort chain,
    AwardLedger ledger,
    TranscriptStore transcripts,
    Signer auctioneer,
    AuctionListener listener,
    InstantSource clock) {}
