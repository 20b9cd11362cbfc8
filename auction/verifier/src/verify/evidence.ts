/** What the chain says. `undefined` means that it cannot be told, because there is no chain node or it keeps no old state. */
import type { Hex } from "../bytes.js";
import type { Block } from "../lines/header.js";
import type { Pool } from "../lines/pool.js";
import type { Standings } from "../winners/rules.js";

/** A signature and who is said to have made it. */
export interface OwnerSignature {
  readonly owner: Hex;
  readonly signature: Hex;
  /** Judged by Permit2. */
  readonly permit2: boolean;
}

export interface Log {
  readonly address: Hex;
  readonly topics: readonly Hex[];
  readonly data: Uint8Array;
}

export interface Transaction {
  readonly block: Block;
  readonly to: Hex | undefined;
  readonly input: Hex;
  readonly gasLimit: bigint;
  readonly succeeded: boolean;
  readonly gasUsed: bigint;
  readonly logs: readonly Log[];
}

export interface Evidence {
  block(number: bigint): Promise<Block | "none" | undefined>;
  auctioneer(block: Block): Promise<Hex | undefined>;
  filled(intentHash: Hex, block: Block): Promise<bigint | undefined>;
  /** What is different about a pool; the empty text if nothing is. */
  poolDifference(pool: Pool, block: Block): Promise<string | undefined>;
  /** Of a signature that is not the owner's key's over `digest`. */
  isSigned(signed: OwnerSignature, digest: Hex, block: Block): Promise<boolean | undefined>;
  transaction(hash: Hex): Promise<Transaction | "none" | undefined>;
  /** The transaction of an auction's `Settled` event. */
  settlementOf(auctionId: bigint, fromBlock: bigint, toBlock?: bigint): Promise<Hex | "none" | undefined>;
}

/** Without a chain. */
export const NO_EVIDENCE: Evidence = {
  block: async () => undefined,
  auctioneer: async () => undefined,
  filled: async () => undefined,
  poolDifference: async () => undefined,
  isSigned: async () => undefined,
  transaction: async () => undefined,
  settlementOf: async () => undefined,
};

/** What a verifier knows for itself; what is missing is taken from the header, and said so. */
export interface Known {
  readonly chainId?: bigint;
  readonly settlement?: Hex;
  readonly hub?: Hex;
  readonly auctioneer?: Hex;
  readonly receiptSigner?: Hex;
  readonly nativeToken?: Hex;
  /** Hash of the config that the operator has published. */
  readonly config?: Hex;
  /** The solvers' standings, as the transcript before tells them. */
  readonly standings?: Standings;
}

export function showBlock(block: Block | "none"): string {
  return block === "none" ? "none" : `${block.number} ${block.hash} ${block.timestamp}`;
}
