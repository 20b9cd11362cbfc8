package io.fairlead.chain.submit;

import io.fairlead.chain.FakeChainReader;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;
import java.util.Optional;

/** One account on a fake chain. */
final class FakeAccount extends FakeChainReader implements AccountReader {
  static final Address SENDER = Address.parse("0x" + "11".repeat(20));

  @Override
  public long minedNonce(Address account) {
    headers.latest();
    return transactions.keySet().stream().filter(hash -> transaction(hash).isPresent()).count();
  }

  /** Mines a block with these transactions. */
  void mine(Bytes32... hashes) {
    headers.mine(1);
    for (Bytes32 hash : hashes) {
      transactions.put(hash, mined(hash, true));
    }
  }

  MinedTransaction mined(Bytes32 hash, boolean succeeded) {
    return new MinedTransaction(
        hash, head(), SENDER, SENDER, null, Bytes.EMPTY, 1, succeeded, 1, List.of());
  }

  @Override
  public Optional<MinedTransaction> transaction(Bytes32 hash) {
    return super.transaction(hash);
  }
}
