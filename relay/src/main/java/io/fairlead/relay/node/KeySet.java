package io.fairlead.relay.node;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.KeyFileException;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.relay.config.ConfigException;
import io.fairlead.relay.config.NodeConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The node's keys.
 *
 * @param submitters by place of the winner whose settlement they send
 */
record KeySet(Signer auctioneer, Signer receipt, List<Signer> submitters) {
  /** Copies the list. */
  KeySet {
    submitters = List.copyOf(submitters);
  }

  /**
   * Reads the files.
   *
   * @throws ConfigException naming every file that cannot be used
   */
  static KeySet read(NodeConfig.Keys files) {
    List<Entry> entries = new ArrayList<>();
    entries.add(new Entry("keys.auctioneerFile", files.auctioneer()));
    entries.add(new Entry("keys.receiptFile", files.receipt()));
    for (int i = 0; i < files.submitters().size(); i++) {
      String key = files.submitters().size() == 1 ? "File" : "Files[" + i + "]";
      entries.add(new Entry("keys.submitter" + key, files.submitters().get(i)));
    }
    List<String> problems = new ArrayList<>();
    List<Signer> signers = new ArrayList<>();
    Set<Address> submitting = new HashSet<>();
    for (Entry entry : entries) {
      try {
        Signer signer = LocalSigner.read(entry.file());
        signers.add(signer);
        if (signers.size() > 2 && !submitting.add(signer.address())) {
          problems.add(entry.key() + ": is the account of another submitter");
        }
      } catch (KeyFileException e) {
        problems.add(entry.key() + ": " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new KeySet(signers.get(0), signers.get(1), signers.subList(2, signers.size()));
  }

  private record Entry(String key, Path file) {}
}
