package io.fairlead.relay.node;

import io.fairlead.contracts.signature.KeyFileException;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.relay.config.ConfigException;
import io.fairlead.relay.config.NodeConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The node's keys. */
record KeySet(Signer auctioneer, Signer receipt, Signer submitter) {
  /**
   * Reads the files.
   *
   * @throws ConfigException naming every file that cannot be used
   */
  static KeySet read(NodeConfig.Keys files) {
    List<String> problems = new ArrayList<>();
    List<Signer> signers = new ArrayList<>();
    for (var entry :
        List.of(
            new Entry("keys.auctioneerFile", files.auctioneer()),
            new Entry("keys.receiptFile", files.receipt()),
            new Entry("keys.submitterFile", files.submitter()))) {
      try {
        signers.add(LocalSigner.read(entry.file()));
      } catch (KeyFileException e) {
        problems.add(entry.key() + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new KeySet(signers.get(0), signers.get(1), signers.get(2));
  }

  private record Entry(String key, Path file) {}
}
