package io.fairlead.chain;

import io.fairlead.chain.head.FakeChain;
import io.fairlead.chain.read.ChainLog;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.read.Header;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chain reader over {@link FakeChain}, whose transactions, logs and contracts a test provides. It
 * refuses reads at blocks which are not on the chain, as a node does.
 */
public class FakeChainReader implements ChainReader {
  /** Returns what a contract would, or empty if it reverts. */
  public interface Contracts {
    Optional<Bytes> call(ContractCall call, BlockRef block);
  }

  public final FakeChain headers = new FakeChain(42);
  public final Map<Bytes32, MinedTransaction> transactions = new HashMap<>();
  public final List<ChainLog> logs = new ArrayList<>();
  public Contracts contracts = (_, _) -> Optional.empty();
  public int calls;

  @Override
  public long chainId() {
    return 31337;
  }

  @Override
  public BlockRef head() {
    return headers.latest().block();
  }

  @Override
  public Optional<BlockRef> block(long number) {
    return headers.header(number).map(Header::block);
  }

  @Override
  public BigInteger balance(Address token, Address owner, BlockRef block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BigInteger allowance(Address token, Address owner, Address spender, BlockRef block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public BigInteger gasPrice() {
    return BigInteger.valueOf(7);
  }

  @Override
  public Optional<Integer> decimals(Address token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<String> symbol(Address token) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasCode(Address address) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean hasCode(Address address, BlockRef block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Bytes> call(Address to, Bytes callData, BlockRef block) {
    if (!isOnChain(block)) {
      throw new ChainException("unknown block");
    }
    calls++;
    return contracts.call(new ContractCall(to, callData), block);
  }

  @Override
  public Optional<Bytes> create(Bytes initCode, long gas, BlockRef block) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<MinedTransaction> transaction(Bytes32 hash) {
    headers.latest();
    return Optional.ofNullable(transactions.get(hash)).filter(mined -> isOnChain(mined.block()));
  }

  @Override
  public List<ChainLog> logs(Address address, Bytes32 topic, long from, long to) {
    return logs.stream()
        .filter(log -> log.address().equals(address))
        .filter(log -> log.topics().getFirst().equals(topic))
        .filter(log -> log.blockNumber() >= from && log.blockNumber() <= to)
        .filter(log -> block(log.blockNumber()).orElseThrow().hash().equals(log.blockHash()))
        .toList();
  }

  private boolean isOnChain(BlockRef block) {
    return block(block.number()).filter(block::equals).isPresent();
  }
}
