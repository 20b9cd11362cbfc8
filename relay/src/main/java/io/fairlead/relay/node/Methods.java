package io.fairlead.relay.node;

import io.fairlead.auction.run.QuoteDesk;
import io.fairlead.chain.EthereumNode;
import io.fairlead.chain.rpc.RpcAnswer;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.contracts.typeddata.TypedDataJson;
import io.fairlead.relay.batch.BatchGet;
import io.fairlead.relay.batch.BatchProof;
import io.fairlead.relay.batch.BatchTranscript;
import io.fairlead.relay.batch.Commitments;
import io.fairlead.relay.batch.TranscriptSource;
import io.fairlead.relay.config.NodeConfig;
import io.fairlead.relay.info.FairleadInfo;
import io.fairlead.relay.intake.Accounts;
import io.fairlead.relay.intake.Cancellation;
import io.fairlead.relay.intake.Intake;
import io.fairlead.relay.intake.IntakePolicy;
import io.fairlead.relay.intake.LiveIntents;
import io.fairlead.relay.intake.SignatureCheck;
import io.fairlead.relay.intent.FreeNonces;
import io.fairlead.relay.intent.IntentCancel;
import io.fairlead.relay.intent.IntentList;
import io.fairlead.relay.intent.IntentQuote;
import io.fairlead.relay.intent.IntentReserveNonce;
import io.fairlead.relay.intent.IntentStatusMethod;
import io.fairlead.relay.intent.IntentSubmit;
import io.fairlead.relay.intent.IntentSubscribe;
import io.fairlead.relay.intent.IntentTypedData;
import io.fairlead.relay.intent.IntentUnsubscribe;
import io.fairlead.relay.intent.OwnerAccess;
import io.fairlead.relay.intent.StatusJson;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.metrics.IntakeObserver;
import io.fairlead.relay.passthrough.ChainNode;
import io.fairlead.relay.passthrough.ChainRead;
import io.fairlead.relay.rpc.ForeignFault;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.relay.settling.PoolLiquidity;
import io.fairlead.relay.settling.SolverQuotes;
import io.fairlead.relay.solution.AuctionSolutions;
import io.fairlead.relay.solution.AuctionSubscribe;
import io.fairlead.relay.solution.AuctionTypedData;
import io.fairlead.relay.solution.SolutionStream;
import io.fairlead.relay.solution.SolverAccess;
import io.fairlead.relay.stream.EventStream;
import io.fairlead.relay.stream.Subscriptions;
import io.fairlead.sequencer.Sequencer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** The table of every method the node answers. */
final class Methods {
  private final List<RpcMethod> all = new ArrayList<>();

  /** What the methods work with. */
  record Parts(
      NodeConfig config,
      KeySet keys,
      ChainFacts facts,
      EthereumNode chain,
      Accounts accounts,
      Sequencer sequencer,
      SignatureRecovery recovery,
      SharedLane lane,
      QuoteDesk quotes,
      PoolLiquidity pools,
      EventStream events,
      SolutionStream solutions,
      Subscriptions subscriptions,
      TranscriptSource transcripts,
      Commitments commitments,
      Bytes32 configHash,
      IntakeObserver intake,
      LongSupplier unixSeconds) {}

  Methods(Parts parts) {
    addIntents(parts);
    all.add(new BatchGet(parts.sequencer(), parts.transcripts(), parts.commitments()));
    all.add(new BatchProof(parts.sequencer()));
    all.add(new BatchTranscript(parts.sequencer(), parts.transcripts()));
    all.add(
        new FairleadInfo(
            new FairleadInfo.Facts(
                version(),
                parts.config().domain(),
                parts.facts().hub(),
                parts.config().nativeToken(),
                List.copyOf(new TreeSet<>(parts.config().tokens())),
                parts.keys().auctioneer().address(),
                parts.keys().receipt().address(),
                parts.configHash(),
                parts.config().uniswapV2(),
                parts.config().uniswapV3(),
                parts.config().anchors().map(NodeConfig.Anchors::registry))));
    all.addAll(ChainRead.all(chainNode(parts.chain())));
  }

  List<RpcMethod> all() {
    return List.copyOf(all);
  }

  private void addIntents(Parts parts) {
    NodeConfig config = parts.config();
    Eip712 eip712 = new Eip712(config.domain());
    IntakePolicy policy =
        new IntakePolicy(
            new TreeSet<>(config.tokens()),
            config.settlement(),
            new SettlementTerms(parts.keys().auctioneer().address(), config.nativeToken()),
            config.limits().maxValidity().toSeconds(),
            config.limits().maxOpenPerOwner());
    SharedLane lane = parts.lane();
    LiveIntents live = new SequencerLiveIntents(parts.sequencer());
    FreeNonces free = new FreeNonces(parts.accounts(), live);
    SignatureCheck signatures = new SignatureCheck(eip712, parts.recovery(), parts.accounts());
    StatusJson status =
        new StatusJson(parts.sequencer(), parts.events(), parts.keys().receipt().address());
    OwnerAccess access = new OwnerAccess(config.domain(), parts.recovery(), parts.unixSeconds());
    all.add(
        new IntentQuote(
            new SolverQuotes(
                parts.quotes(),
                parts.pools(),
                parts.chain().chain(),
                parts.facts().tokens(),
                config.auction().solveTimeout()),
            parts.accounts(),
            free,
            lane,
            policy,
            parts.unixSeconds()));
    all.add(new IntentReserveNonce(parts.accounts(), free, lane, parts.unixSeconds()));
    all.add(new IntentTypedData(new TypedDataJson(config.domain()), access));
    all.add(
        new IntentSubmit(
            new Intake(
                eip712,
                parts.sequencer(),
                parts.accounts(),
                live,
                signatures,
                lane,
                policy,
                parts.unixSeconds()),
            parts.keys().receipt().address(),
            parts.intake()));
    all.add(new IntentCancel(new Cancellation(eip712, parts.sequencer(), signatures)));
    all.add(new IntentStatusMethod(parts.sequencer(), status));
    all.add(new IntentList(parts.sequencer(), status, access));
    all.add(new IntentSubscribe(parts.subscriptions(), access));
    all.add(new IntentUnsubscribe(parts.subscriptions()));
    addAuctions(parts, access);
  }

  private void addAuctions(Parts parts, OwnerAccess proofs) {
    Map<String, Address> accounts = new TreeMap<>();
    parts.config().solvers().forEach(solver -> accounts.put(solver.name(), solver.account()));
    SolverAccess access =
        new SolverAccess(
            parts.config().domain(), proofs, name -> Optional.ofNullable(accounts.get(name)));
    all.add(new AuctionTypedData(access));
    all.add(new AuctionSolutions(parts.sequencer(), parts.solutions(), access));
    all.add(new AuctionSubscribe(parts.subscriptions(), access));
    all.add(new IntentUnsubscribe("auction_unsubscribe", parts.subscriptions()));
  }

  private static ChainNode chainNode(EthereumNode chain) {
    return (method, params) ->
        switch (chain.rawCall(method, params)) {
          case RpcAnswer.Success success -> success.value();
          case RpcAnswer.Failure failure ->
              throw new ForeignFault(failure.code(), failure.message(), failure.data());
        };
  }

  private static String version() {
    String version = Methods.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
