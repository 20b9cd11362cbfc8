package io.fairlead.auction.run;

import io.fairlead.auction.election.Accounts;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptWriter;
import io.fairlead.contracts.primitive.Bytes32;

/** An auction's transcript while it is written, and the accounts that follow from it. */
final class Minutes {
  private final TranscriptWriter transcript;
  private final Accounts accounts = new Accounts();

  Minutes(TranscriptWriter transcript) {
    this.transcript = transcript;
  }

  void add(TranscriptLine line) {
    transcript.add(line);
    accounts.add(line);
  }

  /** Makes all lines durable and returns the hash that commits to them. */
  Bytes32 sync() {
    return transcript.sync();
  }

  /** Ends the transcript; returns its hash. */
  Bytes32 end(String reason) {
    return transcript.end(accounts.result(reason));
  }
}
