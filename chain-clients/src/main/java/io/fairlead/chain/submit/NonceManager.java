package io.fairlead.chain.submit;

import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Nonces of an account whose transactions are sent privately, one settlement after another.
 *
 * <p>A private transaction that was not mined leaves no trace, and its nonce is given out again: of
 * all transactions with one nonce at most one executes, so a settlement and its replacement exclude
 * each other. Before a nonce is given out, every transaction sent earlier is looked up: one that
 * was mined after all (a late block, a crash between sending and noticing) is reported first and
 * must be {@linkplain #settle settled}. Thread safe.
 */
public final class NonceManager {
  private final Address account;
  private final AccountReader chain;
  private final Set<Bytes32> unresolved = new LinkedHashSet<>();

  /**
   * A manager for {@code account}.
   *
   * @param remembered hashes of transactions sent before a restart whose outcome is unknown, oldest
   *     first
   */
  public NonceManager(Address account, AccountReader chain, Collection<Bytes32> remembered) {
    this.account = account;
    this.chain = chain;
    unresolved.addAll(remembered);
  }

  /** What to do next. */
  public sealed interface Next {
    /** Sign with this nonce. */
    record Free(long nonce) implements Next {}

    /** First take note of this earlier transaction. */
    record Landed(MinedTransaction transaction) implements Next {}
  }

  /** Looks for earlier transactions of our own on the chain, then for the nonce. */
  public synchronized Next next() {
    // The nonce first: a transaction mined between the two requests is then found by the second.
    long nonce = chain.minedNonce(account);
    Optional<MinedTransaction> landed = landed();
    return landed.<Next>map(Next.Landed::new).orElseGet(() -> new Next.Free(nonce));
  }

  /** Remembers a transaction that is about to be sent. */
  public synchronized void sending(SignedTransaction transaction) {
    unresolved.add(transaction.hash());
  }

  /** Forgets a transaction whose outcome has been taken note of, or which never left. */
  public synchronized void settle(Bytes32 hash) {
    unresolved.remove(hash);
  }

  private Optional<MinedTransaction> landed() {
    for (Bytes32 hash : unresolved) {
      Optional<MinedTransaction> mined = chain.transaction(hash);
      if (mined.isPresent()) {
        return mined;
      }
    }
    return Optional.empty();
  }
}
