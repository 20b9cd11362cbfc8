package io.fairlead.chain.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.Seeded;
import io.fairlead.chain.submit.NonceManager.Next;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;
import org.junit.jupiter.api.Test;

class NonceManagerTest {
  private final Seeded random = new Seeded(3);
  private final FakeAccount chain = new FakeAccount();
  private final NonceManager nonces = new NonceManager(FakeAccount.SENDER, chain, List.of());

  private SignedTransaction transaction(long nonce) {
    return new SignedTransaction(random.bytes32(), nonce, Bytes.EMPTY);
  }

  private static Bytes32 landed(Next next) {
    return switch (next) {
      case Next.Landed landed -> landed.transaction().hash();
      case Next.Free free -> throw new AssertionError("nonce " + free.nonce() + " is free");
    };
  }

  @Test
  void givesADroppedTransactionsNonceAgain() {
    assertThat(nonces.next()).isEqualTo(new Next.Free(0));
    nonces.sending(transaction(0));
    chain.mine();
    assertThat(nonces.next()).isEqualTo(new Next.Free(0));
  }

  @Test
  void reportsATransactionMinedMeanwhileBeforeItsNonceIsPassed() {
    SignedTransaction sent = transaction(0);
    nonces.sending(sent);
    chain.mine(sent.hash());
    assertThat(landed(nonces.next())).isEqualTo(sent.hash());
    assertThat(landed(nonces.next())).isEqualTo(sent.hash());
    nonces.settle(sent.hash());
    assertThat(nonces.next()).isEqualTo(new Next.Free(1));
  }

  @Test
  void findsWhicheverOfTheReplacementsLanded() {
    SignedTransaction first = transaction(0);
    SignedTransaction second = transaction(0);
    nonces.sending(first);
    nonces.sending(second);
    chain.mine(first.hash());
    assertThat(landed(nonces.next())).isEqualTo(first.hash());
    nonces.settle(first.hash());
    nonces.settle(second.hash());
    assertThat(nonces.next()).isEqualTo(new Next.Free(1));
  }

  @Test
  void remembersAcrossARestart() {
    SignedTransaction sent = transaction(0);
    chain.mine(sent.hash());
    NonceManager again = new NonceManager(FakeAccount.SENDER, chain, List.of(sent.hash()));
    assertThat(landed(again.next())).isEqualTo(sent.hash());
  }

  @Test
  void followsTheChainBackAfterAReorganisation() {
    SignedTransaction sent = transaction(0);
    nonces.sending(sent);
    chain.mine(sent.hash());
    assertThat(landed(nonces.next())).isEqualTo(sent.hash());
    chain.headers.drop(1);
    assertThat(nonces.next()).isEqualTo(new Next.Free(0));
  }

  @Test
  void givesNothingOutWhileTheNodeIsAway() {
    chain.headers.down(true);
    assertThatThrownBy(nonces::next).isInstanceOf(ChainException.class);
  }
}
