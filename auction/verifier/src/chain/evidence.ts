/** Evidence from a chain node. */
import { call, wordAt } from "../abi.js";
import { bytes, hex, type Hex, keccak, utf8 } from "../bytes.js";
import type { Block } from "../lines/header.js";
import type { Pool } from "../lines/pool.js";
import type { Evidence, Log, OwnerSignature, Transaction } from "../verify/evidence.js";
import { Owners } from "./owners.js";
import { type Factories, PoolReader } from "./pools.js";
import { ChainFailure, data, member, quantity, Refusal, Rpc } from "./rpc.js";

const SETTLED = keccak(utf8("Settled(uint256,address,bytes32)"));
const MAX_LOGS = 20_000;

export function hexQuantity(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}

export class ChainEvidence implements Evidence {
  private readonly owners: Owners;
  private readonly pools: PoolReader;

  constructor(
    private readonly rpc: Rpc,
    private readonly settlement: Hex,
    factories: Factories,
  ) {
    this.owners = new Owners(rpc, settlement);
    this.pools = new PoolReader(rpc, factories);
  }

  /** What the node says of itself and of the contract. */
  async about(): Promise<{ readonly chainId: bigint; readonly hub: Hex }> {
    const chainId = quantity(await this.rpc.call("eth_chainId"));
    const hub = await this.view("latest", "hub()");
    if (hub === undefined || hub >> 160n !== 0n) {
      throw new ChainFailure(`${this.settlement} is no Settlement contract`);
    }
    return { chainId, hub: address(hub) };
  }

  async block(number: bigint): Promise<Block | "none" | undefined> {
    const found = await this.rpc.call("eth_getBlockByNumber", hexQuantity(number), false);
    if (found instanceof Refusal) {
      return undefined;
    }
    return found === null ? "none" : blockOf(found);
  }

  async auctioneer(block: Block): Promise<Hex | undefined> {
    const found = await this.view(hexQuantity(block.number), "auctioneer()");
    return found === undefined ? undefined : address(found);
  }

  async filled(intentHash: Hex, block: Block): Promise<bigint | undefined> {
    return this.view(hexQuantity(block.number), "filled(bytes32)", intentHash);
  }

  async poolDifference(pool: Pool, block: Block): Promise<string | undefined> {
    return this.pools.difference(pool, block);
  }

  async isSigned(signed: OwnerSignature, digest: Hex, block: Block): Promise<boolean | undefined> {
    return this.owners.isSigned(signed, digest, block);
  }

  async transaction(hash: Hex): Promise<Transaction | "none" | undefined> {
    const [sent, receipt] = await this.rpc.calls([
      { method: "eth_getTransactionByHash", params: [hash] },
      { method: "eth_getTransactionReceipt", params: [hash] },
    ]);
    if (sent === null || receipt === null) {
      return "none";
    }
    if (sent instanceof Refusal || receipt instanceof Refusal) {
      return undefined;
    }
    const number = quantity(member(receipt, "blockNumber"));
    const block = await this.block(number);
    if (block === undefined || block === "none" || block.hash !== data(member(receipt, "blockHash"), 32)) {
      throw new ChainFailure(`block ${number} left the chain while it was read`);
    }
    const to = member(sent, "to");
    return {
      block,
      to: to === null || to === undefined ? undefined : data(to, 20),
      input: data(member(sent, "input")),
      gasLimit: quantity(member(sent, "gas")),
      succeeded: quantity(member(receipt, "status")) === 1n,
      gasUsed: quantity(member(receipt, "gasUsed")),
      logs: list(member(receipt, "logs")).map(logOf),
    };
  }

  async settlementOf(auctionId: bigint, fromBlock: bigint, toBlock?: bigint): Promise<Hex | "none" | undefined> {
    const filter = {
      address: this.settlement,
      topics: [SETTLED, `0x${auctionId.toString(16).padStart(64, "0")}`],
      fromBlock: hexQuantity(fromBlock),
      toBlock: toBlock === undefined ? "latest" : hexQuantity(toBlock),
    };
    const logs = await this.rpc.call("eth_getLogs", filter);
    if (logs instanceof Refusal) {
      return undefined;
    }
    const [first] = list(logs);
    return first === undefined ? "none" : data(member(first, "transactionHash"), 32);
  }

  /** The one word that a view of Settlement gives; undefined if the node cannot tell. */
  private async view(at: Hex, signature: string, ...args: Hex[]): Promise<bigint | undefined> {
    const request = { to: this.settlement, data: hex(call(signature, ...args)) };
    const answer = await this.rpc.call("eth_call", request, at);
    return answer instanceof Refusal ? undefined : wordAt(bytes(data(answer)), 0);
  }
}

export function address(word: bigint): Hex {
  return `0x${word.toString(16).padStart(40, "0")}`;
}

function blockOf(found: unknown): Block {
  return {
    number: quantity(member(found, "number")),
    hash: data(member(found, "hash"), 32),
    timestamp: quantity(member(found, "timestamp")),
  };
}

function logOf(log: unknown): Log {
  return {
    address: data(member(log, "address"), 20),
    topics: list(member(log, "topics")).map((topic) => data(topic, 32)),
    data: bytes(data(member(log, "data"))),
  };
}

function list(value: unknown): unknown[] {
  if (!Array.isArray(value) || value.length > MAX_LOGS) {
    throw new ChainFailure("the chain node's answer holds no list of logs where one has to be");
  }
  return value;
}

