package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.DecodedTransaction;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * complete layout they do no harm. Those that cannot be taken out and put back stay before the
 * bundles, which are tried behind them. Whatever is wrong with the pool, a block is mined, if need
 * be without bundles. For one thread.
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
    Map<Bundle, BundleFate> fates = bundles.isEmpty() ? Map.of() : layOut(bundles, timestamp);
    node.mine();
    return checked(fates);
  }

  private Map<Bundle, BundleFate> layOut(List<Bundle> bundles, long timestamp) {
    List<PoolTransaction> others = new ArrayList<>();
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        Map<Bundle, BundleFate> fates = new LinkedHashMap<>();
        if (layOut(bundles, timestamp, others, fates)) {
          return fates;
        }
      }
      return without(bundles, "the public pool never rested");
    } catch (RuntimeException e) {
      if (e instanceof RpcException failure && failure.code() == RpcException.NO_ANSWER) {
        throw e;
      }
      // One bad pool must not be the end of all blocks.
      log.error("the block is built without bundles", e);
      node.drop(bundles.stream().flatMap(bundle -> hashes(bundle).stream()).toList());
      return without(bundles, "the node's pool cannot be laid out");
    } finally {
      restore(others);
    }
  }

  private static Map<Bundle, BundleFate> without(List<Bundle> bundles, String reason) {
    Map<Bundle, BundleFate> fates = new LinkedHashMap<>();
    bundles.forEach(bundle -> fates.put(bundle, new BundleFate.Dropped(reason)));
    return fates;
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
      List<PoolTransaction> others,
      Map<Bundle, BundleFate> fates) {
    BuilderNode.Pending before = node.pending();
    others.addAll(before.movable());
    node.drop(hashes(before.movable()));
    long gasTaken = before.fixed().stream().mapToLong(PoolTransaction::gasLimit).sum();
    List<Bytes32> chosen = new ArrayList<>();
    for (Bundle bundle : bundles.stream().sorted(Bundle.best(before.baseFee())).toList()) {
      Optional<String> problem = add(bundle, timestamp, before, gasTaken);
      if (problem.isEmpty()) {
        chosen.addAll(hashes(bundle));
        gasTaken += bundle.gasLimit();
      }
      fates.put(
          bundle,
          problem.<BundleFate>map(BundleFate.Dropped::new).orElseGet(BundleFate.Included::new));
    }
    BuilderNode.Pending now = node.pending();
    if (startsWith(hashes(now.transactions()), hashes(before.fixed()), chosen)) {
      return true;
    }
    log.debug("public transactions came in between");
    Set<Bytes32> ours = new HashSet<>();
    bundles.forEach(bundle -> ours.addAll(hashes(bundle)));
    now.movable().stream().filter(one -> !ours.contains(one.hash())).forEach(others::add);
    node.drop(hashes(now.movable()));
    return false;
  }

  /** Whether the chosen ones come first, but for those that cannot be moved. */
  private static boolean startsWith(
      List<Bytes32> pool, List<Bytes32> unmoved, List<Bytes32> chosen) {
    int at = 0;
    while (at < pool.size() && unmoved.contains(pool.get(at))) {
      at++;
    }
    int end = at + chosen.size();
    return end <= pool.size() && pool.subList(at, end).equals(chosen);
  }

  /** Puts a bundle behind what is in the pool; what is wrong with it if it was left out. */
  private Optional<String> add(
      Bundle bundle, long timestamp, BuilderNode.Pending block, long gasTaken) {
    if (gasTaken + bundle.gasLimit() > block.gasLimit()) {
      return Optional.of("there is no room in the block");
    }
    if (timestamp < bundle.minTimestamp()
        || (bundle.maxTimestamp() != 0 && timestamp > bundle.maxTimestamp())) {
      return Optional.of("the block's time is outside the bundle's window");
    }
    List<Bytes32> sent = new ArrayList<>();
    for (DecodedTransaction one : bundle.transactions()) {
      Optional<String> problem =
          send(one, block.baseFee(), bundle.mayRevert().contains(one.hash()));
      if (problem.isPresent()) {
        node.drop(sent);
        return problem.map(text -> "transaction " + one.hash() + ": " + text);
      }
      sent.add(one.hash());
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
      node.send(one.raw());
      return Optional.empty();
    } catch (RpcException e) {
      if (e.code() == RpcException.NO_ANSWER) {
        throw e;
      }
      return Optional.of(e.problem());
    }
  }

  private void restore(List<PoolTransaction> others) {
    for (PoolTransaction one : others) {
      Bytes raw = one.raw();
      if (raw == null) {
        continue;
      }
      try {
        node.send(raw);
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
    List<Bytes32> mined = node.latest().transactions();
    int at = 0;
    for (Map.Entry<Bundle, BundleFate> entry : fates.entrySet()) {
      Bundle bundle = entry.getKey();
      if (entry.getValue() instanceof BundleFate.Included) {
        List<Bytes32> hashes = hashes(bundle);
        int found = Collections.indexOfSubList(mined.subList(at, mined.size()), hashes);
        if (found < 0 || reverted(bundle)) {
          log.error("bundle {} did not land whole", bundle.hash());
          entry.setValue(new BundleFate.Dropped("did not land whole"));
        } else {
          at += found + hashes.size();
        }
      }
    }
    return fates;
  }

  private boolean reverted(Bundle bundle) {
    return bundle.transactions().stream()
        .filter(one -> !bundle.mayRevert().contains(one.hash()))
        .anyMatch(one -> !node.succeeded(one.hash()).orElse(false));
  }

  private static List<Bytes32> hashes(Bundle bundle) {
    return bundle.transactions().stream().map(DecodedTransaction::hash).toList();
  }

  private static List<Bytes32> hashes(List<PoolTransaction> transactions) {
    return transactions.stream().map(PoolTransaction::hash).toList();
  }
}
