package io.fairlead.relay.node;

import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.settlement.SettlementReader;
import io.fairlead.contracts.abi.AbiException;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.relay.config.ConfigException;
import io.fairlead.relay.config.NodeConfig;
import io.fairlead.relay.settling.TokenDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What is read from the chain once, before anything is promised to anybody.
 *
 * @param hub the contract owners approve
 * @param verifier judges the signatures that plain ECDSA does not decide
 * @param tokens what is known of the configured tokens
 */
record ChainFacts(Address hub, Address verifier, SortedMap<Address, TokenInfo> tokens) {
  /**
   * Reads them and checks that the settings fit the chain.
   *
   * @throws ConfigException naming every setting that does not
   * @throws ChainException if the chain does not answer
   */
  static ChainFacts read(ChainReader chain, NodeConfig config, Address auctioneer) {
    List<String> problems = new ArrayList<>();
    if (chain.chainId() != config.chainId()) {
      problems.add("chainId: the chain node says " + chain.chainId());
    }
    if (!chain.hasCode(config.settlement())) {
      problems.add("settlement: there is no contract at " + config.settlement());
    }
    config
        .solverRegistry()
        .filter(registry -> !chain.hasCode(registry))
        .ifPresent(registry -> problems.add("solverRegistry: there is no contract at " + registry));
    config
        .anchors()
        .filter(anchors -> !chain.hasCode(anchors.registry()))
        .ifPresent(anchors ->
            problems.add("anchors.registry: there is no contract at " + anchors.registry()));
    for (Address token : config.tokens()) {
      if (!chain.hasCode(token)) {
        problems.add("tokens: there is no contract at " + token);
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    SettlementReader settlement = new SettlementReader(chain, config.settlement());
    BlockRef head = chain.head();
    if (!settlement.domainSeparator(head).equals(new Eip712(config.domain()).domainSeparator())) {
      problems.add("settlement: its EIP-712 domain is not that of chain " + config.chainId());
    }
    Address signer = settlement.auctioneer(head);
    if (!signer.equals(auctioneer)) {
      problems.add("keys.auctioneerFile: is " + auctioneer + ", the contract obeys " + signer);
    }
    config
        .anchors()
        .map(NodeConfig.Anchors::registry)
        .filter(registry -> !settlementOf(chain, registry, head).equals(config.settlement()))
        .ifPresent(
            registry -> problems.add("anchors.registry: it is not of " + config.settlement()));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return new ChainFacts(
        settlement.hub(head),
        settlement.verifier(head),
        TokenDirectory.read(chain, config.tokens()));
  }

  private static Address settlementOf(ChainReader chain, Address registry, BlockRef head) {
    try {
      return chain
          .call(registry, RelayCalls.settlement(), head)
          .map(answer -> AbiReader.read(answer, AbiReader::address))
          .orElse(Address.ZERO);
    } catch (AbiException somethingElse) {
      return Address.ZERO;
    }
  }
}
