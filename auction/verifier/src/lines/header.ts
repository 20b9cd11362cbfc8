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
  /** Whether elections follow the bids, and not a ranking. */
  readonly severalWinners: boolean;
  readonly chainId: bigint;
  readonly settlement: Hex;
  readonly hub: Hex;
  readonly auctioneer: Hex;
  readonly receiptSigner: Hex;
  readonly nativeToken: Hex;
  readonly batch: bigint;
  readonly root: Hex;
  readonly block: Block;
  /** Hash of the rules' values; missing where nobody commits. */
  readonly rules: Hex | undefined;
  /** Hash of the receipts of all intents, likewise. */
  readonly receipts: Hex | undefined;
}

/** Reference prices: native wei per 10^18 wei of the token. */
export interface PricesLine {
  readonly type: "prices";
  readonly prices: ReadonlyMap<Hex, bigint>;
}

const ONE_WINNER = 2n;
const SEVERAL_WINNERS = 3n;
const MAX_TOKENS = 20_000;

export function readHeader(view: View): Header {
  const version = view.peek("version").int(ONE_WINNER, SEVERAL_WINNERS);
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
    "rules?",
    "receipts?",
  );
  const rules = header.maybe("rules", (hash) => hash.word());
  const receipts = header.maybe("receipts", (hash) => hash.word());
  if ((rules === undefined) !== (receipts === undefined)) {
    view.fail("has one of rules and receipts without the other");
  }
  header.at("gasPrice").uint(256);
  return {
    type: "header",
    severalWinners: version === SEVERAL_WINNERS || rules === undefined,
    chainId: header.at("chainId").number(),
    settlement: header.at("settlement").address(),
    hub: header.at("hub").address(),
    auctioneer: header.at("auctioneer").address(),
    receiptSigner: header.at("receiptSigner").address(),
    nativeToken: header.at("nativeToken").address(),
    batch: header.at("batch").number(),
    root: header.at("root").word(),
    block: readBlock(header.at("block")),
    rules,
    receipts,
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
