/** What the auction is about: docs/transcript.md section 2. */
import type { Hex } from "../bytes.js";
import { byAddress, type View } from "../view.js";

export interface Block {
  readonly number: bigint;
  readonly hash: Hex;
  readonly timestamp: bigint;
}

export interface Header {
  readonly type: "header";
  readonly chainId: bigint;
  readonly settlement: Hex;
  readonly hub: Hex;
  readonly auctioneer: Hex;
  readonly receiptSigner: Hex;
  readonly nativeToken: Hex;
  readonly batch: bigint;
  readonly root: Hex;
  readonly block: Block;
  /** Hash of the config's values. */
  readonly config: Hex;
  /** Hash of the receipts of all intents. */
  readonly receipts: Hex;
}

/** Reference prices: native wei per 10^18 wei of the token. */
export interface PricesLine {
  readonly type: "prices";
  readonly prices: ReadonlyMap<Hex, bigint>;
}

const VERSION = 2n;
const MAX_TOKENS = 20_000;

export function readHeader(view: View): Header {
  const header = view.members(
    "type",
    "version",
    "chainId",
    "settlement",
    "hub",
    "auctioneer",
    "receiptSigner",
    "nativeToken",
    "batch",
    "root",
    "block",
    "gasPrice",
    "config",
    "receipts",
  );
  header.at("version").int(VERSION, VERSION);
  header.at("gasPrice").uint(256);
  return {
    type: "header",
    chainId: header.at("chainId").number(),
    settlement: header.at("settlement").address(),
    hub: header.at("hub").address(),
    auctioneer: header.at("auctioneer").address(),
    receiptSigner: header.at("receiptSigner").address(),
    nativeToken: header.at("nativeToken").address(),
    batch: header.at("batch").number(),
    root: header.at("root").word(),
    block: readBlock(header.at("block")),
    config: header.at("config").word(),
    receipts: header.at("receipts").word(),
  };
}

export function readBlock(view: View): Block {
  const block = view.members("number", "hash", "timestamp");
  return {
    number: block.at("number").number(),
    hash: block.at("hash").word(),
    timestamp: block.at("timestamp").number(),
  };
}

export function readPrices(view: View): PricesLine {
  const line = view.members("type", "prices");
  return { type: "prices", prices: byAddress(line.at("prices"), MAX_TOKENS, (price) => price.uint(256)) };
}
