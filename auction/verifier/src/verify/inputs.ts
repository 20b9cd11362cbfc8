/** What an auction starts from: header, intents, pools, reference prices. */
import { bytes, type Hex, keccak, utf8, ZERO_WORD } from "../bytes.js";
import { Instance } from "../certificate/instance.js";
import { Domain } from "../eip712.js";
import { byCodeUnits } from "../json.js";
import type { ConfigLine } from "../lines/config.js";
import type { Header } from "../lines/header.js";
import type { BasketLine } from "../lines/basket.js";
import type { IntentLine, Receipt } from "../lines/intent.js";
import type { Pool } from "../lines/pool.js";
import { merkleRoot } from "../merkle.js";
import { referencePrices } from "../price.js";
import { Assembler } from "../settle/assemble.js";
import type { Terms } from "../settle/fill.js";
import { ecdsa, recover } from "../signature.js";
import { unwrap6492 } from "../wrapped.js";
import type { Cursor } from "./cursor.js";
import { type Evidence, type Known, type OwnerSignature, showBlock } from "./evidence.js";
import { Disagreement, require, type Unchecked } from "./steps.js";

/** What solutions are judged by. */
export interface Inputs {
  readonly header: Header;
  readonly config: ConfigLine;
  readonly domain: Domain;
  readonly terms: Terms;
  /** Of intents and baskets. */
  readonly entries: number;
  readonly receipts: number;
  readonly prices: ReadonlyMap<Hex, bigint>;
  readonly assembler: Assembler;
  readonly instance: Instance;
}

export async function checkInputs(
  cursor: Cursor,
  known: Known,
  chain: Evidence,
  unchecked: Unchecked,
): Promise<Inputs> {
  const header = await cursor.next("header");
  await checkHeader(header, known, chain, unchecked);
  const config = await cursor.next("config");
  require("config", keccak(utf8(config.json)), header.config);
  const domain = new Domain(header.chainId, header.settlement);
  const checks = new EntryChecks(header, domain, chain, unchecked);
  for (let line = await nextEntry(cursor); line !== undefined; line = await nextEntry(cursor)) {
    await checks.add(line);
  }
  const { entries } = checks;
  require("root", merkleRoot(entries.map((line) => line.hash)), header.root);
  require("receipts", receiptsHash(entries), header.receipts);
  const intents = entries.filter((line) => line.type === "intent");
  const baskets = entries.filter((line) => line.type === "basket");
  const pools = await checkPools(cursor, header, chain, unchecked);
  const found = (await cursor.next("prices")).prices;
  const prices = referencePrices(
    header.nativeToken,
    intents.map((line) => line.signed.intent),
    baskets.map((line) => line.signed.basket),
    pools,
  );
  require("prices", showPrices(prices), showPrices(found));
  const terms = { ...header, timestamp: header.block.timestamp };
  return {
    header,
    config,
    domain,
    terms,
    entries: entries.length,
    receipts: checks.receipts,
    prices,
    assembler: new Assembler(terms, domain, intents, baskets, pools),
    instance: new Instance(header.nativeToken, intents, baskets, pools, prices),
  };
}

type Entry = IntentLine | BasketLine;

async function nextEntry(cursor: Cursor): Promise<Entry | undefined> {
  return (await cursor.nextIf("intent")) ?? (await cursor.nextIf("basket"));
}

/** Zero stands for a receipt that was not kept. */
function receiptsHash(entries: readonly Entry[]): Hex {
  return keccak(...entries.map((line) => bytes(line.receipt?.hash ?? ZERO_WORD)));
}

async function checkHeader(header: Header, known: Known, chain: Evidence, unchecked: Unchecked): Promise<void> {
  const given: readonly (readonly [Hex | bigint | undefined, Hex | bigint])[] = [
    [known.chainId, header.chainId],
    [known.settlement, header.settlement],
    [known.hub, header.hub],
    [known.nativeToken, header.nativeToken],
    [known.receiptSigner, header.receiptSigner],
  ];
  for (const [expected, found] of given) {
    if (expected !== undefined) {
      require("header", expected, found);
    }
  }
  const block = await chain.block(header.block.number);
  unchecked.compare("block", block && showBlock(block), showBlock(header.block));
  if (known.config !== undefined) {
    require("config", known.config, header.config);
  }
  const auctioneer = (await chain.auctioneer(header.block)) ?? known.auctioneer;
  unchecked.compare("auctioneer", auctioneer, header.auctioneer);
}

class EntryChecks {
  readonly entries: Entry[] = [];
  receipts = 0;

  constructor(
    private readonly header: Header,
    private readonly domain: Domain,
    private readonly chain: Evidence,
    private readonly unchecked: Unchecked,
  ) {}

  async add(line: Entry): Promise<void> {
    const terms = line.type === "intent" ? line.signed.intent : line.signed.basket;
    require("intent", this.identity(line), line.hash);
    const last = this.entries.at(-1);
    if (last !== undefined && last.hash >= line.hash) {
      throw new Disagreement("intent", `a hash after ${last.hash}`, line.hash);
    }
    const time = this.header.block.timestamp;
    if (time < terms.validFrom || time > terms.validTo) {
      throw new Disagreement("intent", `a window with ${time}`, `${terms.validFrom} to ${terms.validTo}`);
    }
    const { signature } = line.signed;
    const permit2 = line.type === "intent" && line.signed.permit2;
    await this.checkSignature({ owner: terms.owner, signature, permit2 }, this.signedDigest(line));
    await this.checkFilled(line);
    if (line.receipt !== undefined) {
      this.checkReceipt(line.hash, line.receipt);
      this.receipts++;
    }
    this.entries.push(line);
  }

  private identity(line: Entry): Hex {
    return line.type === "intent"
      ? this.domain.intentHash(line.signed.intent)
      : this.domain.basketHash(line.signed.basket);
  }

  private signedDigest(line: Entry): Hex {
    return line.type === "intent" && line.signed.permit2
      ? this.domain.permit2Digest(line.signed.intent)
      : this.identity(line);
  }

  private async checkSignature(signed: OwnerSignature, digest: Hex): Promise<void> {
    const { owner, permit2, signature } = signed;
    const own = permit2 ? signature : (unwrap6492(signature)?.signature ?? signature);
    const plain = ecdsa(own);
    const signer = plain === undefined ? undefined : recover(digest, plain);
    if (signer !== owner) {
      const isSigned = await this.chain.isSigned(signed, digest, this.header.block);
      if (isSigned === undefined) {
        this.unchecked.add("intentSignature");
      } else if (!isSigned) {
        throw new Disagreement("intentSignature", owner, signer);
      }
    }
  }

  private async checkFilled(line: Entry): Promise<void> {
    const { inParts, most } = fillable(line);
    if (!inParts) {
      require("filledBefore", 0n, line.filledBefore);
      return;
    }
    const filled = await this.chain.filled(line.hash, this.header.block);
    this.unchecked.compare("filledBefore", filled, line.filledBefore);
    if (line.filledBefore > most) {
      throw new Disagreement("filledBefore", `at most ${most}`, line.filledBefore);
    }
  }

  private checkReceipt(intentHash: Hex, receipt: Receipt): void {
    require("receipt", intentHash, receipt.leaf);
    require("receipt", this.domain.receiptHash(receipt), receipt.hash);
    require("receipt", this.header.receiptSigner, recover(receipt.hash, receipt.signature));
    if (receipt.firstBatch > this.header.batch) {
      throw new Disagreement("receipt", `a first batch up to ${this.header.batch}`, receipt.firstBatch);
    }
  }
}

/** How much there is to fill, and whether in more than one go. */
function fillable(line: Entry): { readonly inParts: boolean; readonly most: bigint } {
  if (line.type === "basket") {
    const { units } = line.signed.basket;
    return { inParts: units !== 1n, most: units };
  }
  const { intent } = line.signed;
  return {
    inParts: intent.partiallyFillable,
    most: intent.side === "sell" ? intent.sellAmount : intent.buyAmount,
  };
}

async function checkPools(
  cursor: Cursor,
  header: Header,
  chain: Evidence,
  unchecked: Unchecked,
): Promise<Pool[]> {
  const pools: Pool[] = [];
  for (let line = await cursor.nextIf("pool"); line !== undefined; line = await cursor.nextIf("pool")) {
    const { pool } = line;
    const last = pools.at(-1);
    if (last !== undefined && byCodeUnits(last.id, pool.id) >= 0) {
      throw new Disagreement("pool", `an id after ${last.id}`, pool.id);
    }
    unchecked.compare("pool", await chain.poolDifference(pool, header.block), "");
    pools.push(pool);
  }
  return pools;
}

function showPrices(prices: ReadonlyMap<Hex, bigint>): string {
  return [...prices.keys()]
    .sort()
    .map((token) => `${token}: ${prices.get(token)}`)
    .join(", ");
}
