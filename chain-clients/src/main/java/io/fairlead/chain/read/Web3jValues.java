package io.fairlead.chain.read;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.Transaction;
import org.web3j.protocol.core.methods.response.TransactionReceipt;

/** Our values out of web3j's; anything malformed is some runtime exception. */
final class Web3jValues {
  private Web3jValues() {}

  static Header header(EthBlock.Block block) {
    return new Header(
        new BlockRef(
            block.getNumber().longValueExact(),
            Bytes32.parse(block.getHash()),
            block.getTimestamp().longValueExact()),
        Bytes32.parse(block.getParentHash()));
  }

  static MinedTransaction transaction(
      Transaction transaction, TransactionReceipt receipt, BlockRef block) {
    return new MinedTransaction(
        Bytes32.parse(receipt.getTransactionHash()),
        block,
        Address.parse(transaction.getFrom()),
        addressOrNull(transaction.getTo()),
        addressOrNull(receipt.getContractAddress()),
        Bytes.parse(transaction.getInput()),
        transaction.getGas().longValueExact(),
        receipt.isStatusOK(),
        receipt.getGasUsed().longValueExact(),
        receipt.getLogs().stream().map(Web3jValues::log).toList());
  }

  private static ChainLog log(Log log) {
    return new ChainLog(
        Address.parse(log.getAddress()),
        log.getTopics().stream().map(Bytes32::parse).toList(),
        Bytes.parse(log.getData()),
        Bytes32.parse(log.getTransactionHash()),
        log.getBlockNumber().longValueExact(),
        Bytes32.parse(log.getBlockHash()));
  }

  private static @Nullable Address addressOrNull(@Nullable String text) {
    return text == null ? null : Address.parse(text);
  }
}
