package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.DecodedTransaction;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds one block: bundles first, each whole or not at all, then whatever the public pool holds.
 *
 * <p>The node mines its pool in the order of arrival, so the block is laid out in the pool: public
 * transactions are taken out, each transaction of a bundle is tried behind those already chosen and
 * only then sent, a bundle with a failure is taken out again, and the public transactions follow at
 * the end. Nothing is mined and undone, so nobody reads a block that does not stay. Public
 * transactions that arrive meanwhile are seen in the layout and make it start anew; behind a
 * complete layout they do no harm. For one thread.
 */
final class BlockAssembler {
  private static final Logger log = LoggerFactory.getLogger(BlockAssembler.class);
  private static final int ATTEMPTS = 10;

  private final BuilderNode node;

  BlockAssembler(BuilderNode node) {
    this.node = node;
  }

  /**
   * Mines the next block.
   *
   * @param timestamp Unix seconds, after the last block's
   * @return what became of each bundle, in their order in the block
   */
  Map<Bundle, BundleFate> build(List<Bundle> bundles, long timestamp) {
    node.nextTimestamp(timestamp);
    Map<Bundle, BundleFate> fates = new LinkedHashMap<>();
    if (!bundles.isEmpty()) {
      List<DecodedTransaction> others = new ArrayList<>();
      try {
        boolean laidOut = false;
        for (int attempt = 0; attempt < ATTEMPTS && !laidOut; attempt++) {
          fates.clear();
          laidOut = layOut(bundles, timestamp, others, fates);
        }
        if (!laidOut) {
          fates.clear();
          bundles.forEach(
              bundle -> fates.put(bundle, new BundleFate.Dropped("the public pool never rested")));
        }
      } finally {
        restore(others);
      }
    }
    node.mine();
    return checked(fates);
  }

  /**
   * One attempt.
   *
   * @param others public transactions taken out of the pool; those found now are added
   * @return false if others came in between; then the pool holds nothing of the bundles
   */
  private boolean layOut(
      List<Bundle> bundles,
      long timestamp,
      List<DecodedTransaction> others,
      Map<Bundle, BundleFate> fates) {
    BuilderNode.Block before = node.pending();
    node.drop(before.transactions());
    others.addAll(before.transactions());
    List<DecodedTransaction> chosen = new ArrayList<>();
    for (Bundle bundle : bundles.stream().sorted(Bundle.best(before.baseFee())).toList()) {
      Optional<String> problem = add(bundle, timestamp, before, gas(chosen));
      if (problem.isEmpty()) {
        chosen.addAll(bundle.transactions());
      }
      fates.put(
          bundle,
          problem.<BundleFate>map(BundleFate.Dropped::new).orElseGet(BundleFate.Included::new));
    }
    List<DecodedTransaction> now = node.pending().transactions();
    if (now.size() >= chosen.size() && now.subList(0, chosen.size()).equals(chosen)) {
      return true;
    }
    log.debug("public transactions came in between");
    node.drop(now);
    List<DecodedTransaction> strangers = new ArrayList<>(now);
    strangers.removeAll(
        bundles.stream().flatMap(bundle -> bundle.transactions().stream()).toList());
    others.addAll(strangers);
    return false;
  }

  /** Puts a bundle behind what is in the pool; what is wrong with it if it was left out. */
  private Optional<String> add(
      Bundle bundle, long timestamp, BuilderNode.Block block, long gasUsed) {
    if (gasUsed + bundle.gasLimit() > block.gasLimit()) {
      return Optional.of("there is no room in the block");
    }
    if (timestamp < bundle.minTimestamp()
        || (bundle.maxTimestamp() != 0 && timestamp > bundle.maxTimestamp())) {
      return Optional.of("the block's time is outside the bundle's window");
    }
    List<DecodedTransaction> sent = new ArrayList<>();
    for (DecodedTransaction one : bundle.transactions()) {
      Optional<String> problem =
          send(one, block.baseFee(), bundle.mayRevert().contains(one.hash()));
      if (problem.isPresent()) {
        node.drop(sent);
        return problem.map(text -> "transaction " + one.hash() + ": " + text);
      }
      sent.add(one);
    }
    return Optional.empty();
  }

  private Optional<String> send(DecodedTransaction one, BigInteger baseFee, boolean mayRevert) {
    if (one.effectiveTip(baseFee).signum() < 0) {
      return Optional.of("its fee is below the block's base fee");
    }
    long nonce = node.pendingNonce(one.sender());
    if (nonce != one.nonce()) {
      String direction = one.nonce() < nonce ? "low" : "high";
      return Optional.of("err: nonce too " + direction + ": next is " + nonce);
    }
    Optional<String> revert = mayRevert ? Optional.empty() : node.wouldRevert(one);
    if (revert.isPresent()) {
      return revert;
    }
    try {
      node.send(one);
      return Optional.empty();
    } catch (RpcException e) {
      if (e.code() == RpcException.NO_ANSWER) {
        throw e;
      }
      return Optional.of(e.problem());
    }
  }

  private void restore(List<DecodedTransaction> others) {
    for (DecodedTransaction one : others) {
      try {
        node.send(one);
      } catch (RpcException e) {
        // A bundle may have used its nonce or its money: then it is gone, as on a public chain.
        log.info("public transaction {} is no longer possible", one.hash());
      }
    }
  }

  /** Looks at the mined block: the promise is checked, not assumed. */
  private Map<Bundle, BundleFate> checked(Map<Bundle, BundleFate> fates) {
    if (fates.isEmpty()) {
      return fates;
    }
    List<Bytes32> mined =
        node.latest().transactions().stream().map(DecodedTransaction::hash).toList();
    int at = 0;
    for (Map.Entry<Bundle, BundleFate> entry : fates.entrySet()) {
      Bundle bundle = entry.getKey();
      List<Bytes32> hashes = bundle.transactions().stream().map(DecodedTransaction::hash).toList();
      if (entry.getValue() instanceof BundleFate.Included) {
        int end = at + hashes.size();
        if (end > mined.size() || !mined.subList(at, end).equals(hashes) || reverted(bundle)) {
          log.error("bundle {} did not land whole", bundle.hash());
          entry.setValue(new BundleFate.Dropped("did not land whole"));
        }
        at = end;
      }
    }
    return fates;
  }

  private boolean reverted(Bundle bundle) {
    return bundle.transactions().stream()
        .filter(one -> !bundle.mayRevert().contains(one.hash()))
        .anyMatch(one -> !node.succeeded(one.hash()).orElse(false));
  }

  private static long gas(List<DecodedTransaction> transactions) {
    return transactions.stream().mapToLong(one -> one.gasLimit()).sum();
  }
}
