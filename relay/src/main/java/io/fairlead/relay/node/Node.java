package io.fairlead.relay.node;

import io.fairlead.auction.run.Auction;
import io.fairlead.auction.run.AuctionConfig;
import io.fairlead.auction.run.AuctionListener;
import io.fairlead.auction.run.AuctionPorts;
import io.fairlead.auction.run.AuctionRecovery;
import io.fairlead.auction.run.QuoteDesk;
import io.fairlead.auction.run.SolverPanel;
import io.fairlead.auction.transcript.ConfigJson;
import io.fairlead.auction.transcript.FileTranscriptStore;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.artifact.ContractArtifact;
import io.fairlead.chain.head.HeadListener;
import io.fairlead.chain.head.HeadTracker;
import io.fairlead.chain.pool.UniswapFactories;
import io.fairlead.chain.pool.UniswapPoolReader;
import io.fairlead.chain.settlement.AuctioneerOverride;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.chain.simulate.RevertReason;
import io.fairlead.chain.simulate.RpcSettlementSimulator;
import io.fairlead.chain.submit.FeeRule;
import io.fairlead.chain.submit.HttpBundleSender;
import io.fairlead.chain.submit.NonceManager;
import io.fairlead.chain.submit.RpcAccountReader;
import io.fairlead.chain.submit.SettlementSender;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.relay.anchoring.Anchoring;
import io.fairlead.relay.batch.Commitments;
import io.fairlead.relay.batch.TranscriptSource;
import io.fairlead.relay.batching.BatchCycle;
import io.fairlead.relay.batching.BatchLoop;
import io.fairlead.relay.config.NodeConfig;
import io.fairlead.relay.http.RpcServer;
import io.fairlead.relay.intake.Accounts;
import io.fairlead.relay.intake.PooledRecovery;
import io.fairlead.relay.lane.SeriesStart;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.metrics.RelayMetrics;
import io.fairlead.relay.rpc.RpcDispatcher;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.relay.settling.AuctionChain;
import io.fairlead.relay.settling.AwardSimulation;
import io.fairlead.relay.settling.BundleSubmission;
import io.fairlead.relay.settling.JournaledAwards;
import io.fairlead.relay.settling.PinnedAuction;
import io.fairlead.relay.settling.PoolLiquidity;
import io.fairlead.relay.settling.SettlementLog;
import io.fairlead.relay.solution.SolutionStream;
import io.fairlead.relay.solvers.HttpSolverPort;
import io.fairlead.relay.solvers.shadow.ShadowDesk;
import io.fairlead.relay.solvers.statistics.AuctionSolverStats;
import io.fairlead.relay.solvers.statistics.SolverStatistics;
import io.fairlead.relay.stream.EventStream;
import io.fairlead.relay.stream.Subscriptions;
import io.fairlead.sequencer.RocksSequencer;
import io.fairlead.sequencer.SequencerConfig;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchRecord;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running node: everything wired together, started in order and stopped in the opposite one. */
public final class Node implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration CHAIN_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration BUILDER_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STAND_STILL = Duration.ofMinutes(30);
  private static final long NEXT_BLOCK_SECONDS = 1;

  // Simulated gas is what is left after refunds, at most a fifth of what is used on the way, so up
  // to 25 % more has to be there; inner calls keep a 64th back at each level; and state may change.
  private static final int GAS_MARGIN_BPS = 6_000;

  private static final int RECOVERY_QUEUE = 4_096;

  private final Closing closing = new Closing();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final String url;

  /**
   * Starts a node.
   *
   * @throws io.fairlead.relay.config.ConfigException if the settings do not fit the keys or the
   *     chain
   * @throws ChainException if the chain node does not answer
   */
  public Node(NodeConfig config) {
    boolean started = false;
    try {
      url = start(config);
      started = true;
    } finally {
      if (!started) {
        closing.close();
      }
    }
  }

  /** Where it listens. */
  public String url() {
    return url;
  }

  private String start(NodeConfig config) {
    KeySet keys = KeySet.read(config.keys());
    EthereumNode chain = closing.add(EthereumNode.connect(config.rpcUrl(), CHAIN_TIMEOUT));
    ChainFacts facts = ChainFacts.read(chain.chain(), config, keys.auctioneer().address());
    RelayMetrics metrics = new RelayMetrics();
    IntakeTally intake = new IntakeTally(metrics);
    Eip712 eip712 = new Eip712(config.domain());
    RocksSequencer sequencer =
        closing.add(
            RocksSequencer.open(
                config.dataDir().resolve("journal"),
                new SequencerConfig(
                    config.batch().maxEntries(),
                    config.limits().maxOpenIntents(),
                    SequencerConfig.DEFAULT.journalQueue()),
                eip712,
                keys.receipt()));
    FileTranscriptStore transcripts =
        new FileTranscriptStore(config.dataDir().resolve("transcripts"));
    HeadTracker heads =
        closing.add(new HeadTracker(chain.chain(), config.auction().pollInterval()));
    Accounts accounts =
        new ChainAccounts(
            chain.chain(),
            new SettlementReader(chain.chain(), config.settlement()),
            facts,
            () -> heads.head().orElseGet(() -> chain.chain().head()));
    Subscriptions subscriptions =
        new Subscriptions(config.limits().http().subscriptionsPerConnection());
    Commitments commitments = new Commitments(sequencer, eip712, keys.receipt());
    EventStream events = new EventStream(sequencer, subscriptions, commitments, Node::unixSeconds);
    sequencer.addListener(events);
    SolutionStream solutions =
        new SolutionStream(subscriptions, TranscriptSource.of(transcripts), Node::unixSeconds);
    sequencer.addListener(solutions);
    PoolLiquidity pools =
        new PoolLiquidity(
            new UniswapPoolReader(
                chain.chain(),
                new UniswapFactories(
                    config.uniswapV2().map(NodeConfig.Dex::factory),
                    config.uniswapV3().map(NodeConfig.Dex::factory),
                    UniswapFactories.USUAL_FEES)),
            config.tokens(),
            config.uniswapV2().map(NodeConfig.Dex::router),
            config.uniswapV3().map(NodeConfig.Dex::router));
    HttpClient client = closing.add(HttpSolverPort.client());
    SolverPorts entrants = SolverPorts.of(config, client, chain);
    SolverStatistics statistics =
        new SolverStatistics(
            config.solvers().stream().map(NodeConfig.SolverEntry::name).toList(),
            metrics,
            System::nanoTime);
    ShadowDesk shadows =
        new ShadowDesk(
            statistics.measured(entrants.shadows()),
            transcripts,
            config.dataDir().resolve("shadow"),
            closing.add(Executors.newVirtualThreadPerTaskExecutor()));
    SolverPanel solvers =
        new SolverPanel(shadows.heardBy(statistics.measured(entrants.competing())));
    AuctionConfig auctionConfig = auctionConfig(config, keys, facts);
    SettlementLog log =
        new SettlementLog(chain.chain(), new SettlementReader(chain.chain(), config.settlement()));
    AuctionPorts ports =
        new AuctionPorts(
            solvers,
            simulation(chain, eip712, config, keys),
            submission(chain, heads, config, keys, sequencer, log, metrics),
            new AuctionChain(chain.chain(), heads, log),
            new JournaledAwards(sequencer),
            shadows.watched(),
            keys.auctioneer(),
            both(new AuctionEvents(events, solutions, metrics), statistics),
            InstantSource.system());
    config.anchors().ifPresent(anchors -> closing.add(anchoring(sequencer, chain, anchors, keys)));
    BatchLoop loop =
        closing.add(
            new BatchLoop(
                new BatchCycle(
                    sequencer,
                    log,
                    new PinnedAuction(
                        new Auction(auctionConfig, ports),
                        new AuctionRecovery(transcripts),
                        pools,
                        chain.chain(),
                        sequencer,
                        facts.tokens(),
                        metrics::phase),
                    config.batch().everyBlocks(),
                    config.batch().minInterval(),
                    new CycleMetrics(metrics, intake),
                    System::nanoTime)));
    heads.add(loop);
    heads.add(reorgs(metrics));
    PooledRecovery recovery =
        closing.add(
            new PooledRecovery(
                SignatureRecovery.best(),
                Runtime.getRuntime().availableProcessors(),
                RECOVERY_QUEUE));
    List<RpcMethod> methods = new ArrayList<>();
    methods.add(new AuctionSolverStats(statistics, entrants.dialling()));
    methods.addAll(
        new Methods(
                new Methods.Parts(
                    config,
                    keys,
                    facts,
                    chain,
                    accounts,
                    sequencer,
                    recovery,
                    lane(config, keys),
                    new QuoteDesk(
                        auctionConfig,
                        keys.auctioneer().address(),
                        solvers,
                        InstantSource.system()),
                    pools,
                    events,
                    solutions,
                    subscriptions,
                    TranscriptSource.of(transcripts),
                    commitments,
                    ConfigJson.hash(auctionConfig.published()),
                    intake,
                    Node::unixSeconds))
            .all());
    ExecutorService threads = closing.add(Executors.newVirtualThreadPerTaskExecutor());
    Vertx vertx = closing.add(Vertx.vertx());
    RpcServer server =
        closing.add(
            new RpcServer(
                vertx,
                config.limits().http(),
                new RpcDispatcher(methods, threads, metrics),
                threads,
                new NodeHealth(heads, loop, stopping),
                metrics::text));
    NodeGauges.register(metrics, sequencer, subscriptions, server);
    entrants.register(metrics);
    entrants.serve(server, config.domain(), keys.receipt().address(), config.limits().http());
    loop.start();
    heads.start();
    int port = server.start(config.host(), config.port());
    LOG.info(
        "node.started chain={} settlement={} port={} solvers={} builders={} openIntents={}",
        config.chainId(),
        config.settlement(),
        port,
        config.solvers().size(),
        config.builders().size(),
        sequencer.openIntents());
    return "http://" + config.host() + ":" + port;
  }

  /** A relay that has anchored nothing yet begins a little before now, so as to leave no gap. */
  private static Anchoring anchoring(
      RocksSequencer sequencer, EthereumNode chain, NodeConfig.Anchors anchors, KeySet keys) {
    long first = Math.max(1, sequencer.stats().batches() - Anchoring.AT_ONCE);
    return Anchoring.start(sequencer, chain, anchors.registry(), keys.receipt(), first);
  }

  private static AuctionConfig auctionConfig(NodeConfig config, KeySet keys, ChainFacts facts) {
    return new AuctionConfig(
        config.domain(),
        facts.hub(),
        config.nativeToken(),
        keys.receipt().address(),
        config.auction().solveTimeout(),
        config.auction().revealTimeout(),
        config.auction().rules(),
        config.auction().blocksToLand(),
        config.auction().maxGas(),
        GAS_MARGIN_BPS);
  }

  private static AwardSimulation simulation(
      EthereumNode chain, Eip712 eip712, NodeConfig config, KeySet keys) {
    ContractArtifact contract = ContractArtifact.load("Settlement");
    return new AwardSimulation(
        new RpcSettlementSimulator(
            chain.rpc(),
            config.auction().maxGas(),
            NEXT_BLOCK_SECONDS,
            new RevertReason(contract.errors())),
        new AuctioneerOverride(contract),
        eip712,
        keys.auctioneer(),
        keys.submitters().getFirst().address(),
        config.nativeToken());
  }

  private BundleSubmission submission(
      EthereumNode chain,
      HeadTracker heads,
      NodeConfig config,
      KeySet keys,
      RocksSequencer sequencer,
      SettlementLog log,
      RelayMetrics metrics) {
    HttpBundleSender bundles =
        closing.add(
            new HttpBundleSender(config.builders(), BUILDER_TIMEOUT, keys.submitters().getFirst()));
    List<BatchAward> unresolved = sequencer.inFlight().map(BatchRecord::awards).orElse(List.of());
    List<SettlementSender> senders = new ArrayList<>();
    for (Signer submitter : keys.submitters()) {
      int place = senders.size();
      senders.add(
          new SettlementSender(
              config.chainId(),
              config.settlement(),
              new TransactionSigner(submitter),
              new NonceManager(
                  submitter.address(),
                  new RpcAccountReader(chain.rpc(), chain.chain()),
                  unresolved.stream()
                      .filter(award -> award.place() == place)
                      .map(BatchAward::transactionHash)
                      .toList()),
              bundles,
              chain.chain(),
              heads,
              FeeRule.USUAL));
    }
    return new BundleSubmission(senders, log, STAND_STILL, metrics::submission);
  }

  private static AuctionListener both(AuctionListener one, AuctionListener other) {
    return event -> {
      one.on(event);
      other.on(event);
    };
  }

  private static HeadListener reorgs(RelayMetrics metrics) {
    return new HeadListener() {
      @Override
      public void onBlock(BlockRef block) {
        metrics.head(block.number(), block.timestamp());
      }

      @Override
      public void onReorg(List<BlockRef> removed) {
        metrics.reorg();
      }
    };
  }

  private static SharedLane lane(NodeConfig config, KeySet keys) {
    SeriesStart starts = new SeriesStart(config.dataDir().resolve("shared-lane"));
    return new SharedLane(
        keys.auctioneer().address(), () -> starts.next(Instant.now().toEpochMilli()));
  }

  private static long unixSeconds() {
    return Instant.now().getEpochSecond();
  }

  /** Stops taking calls, then the batch loop, then writes and closes the journal. */
  @Override
  public void close() {
    if (stopping.compareAndSet(false, true)) {
      closing.close();
      LOG.info("node.stopped");
    }
  }
}
