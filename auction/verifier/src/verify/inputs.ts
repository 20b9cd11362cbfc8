/** What an auction starts from: header, intents, pools, reference prices. */
import { bytes, type Hex, keccak, utf8, ZERO_WORD } from "../bytes.js";
import { Instance } from "../certificate/instance.js";
import { Domain } from "../eip712.js";
import { byCodeUnits } from "../json.js";
import type { ConfigLine } from "../lines/config.js";
import type { Header } from "../lines/header.js";
import type { IntentLine, Receipt } from "../lines/intent.js";
import type { Pool } from "../lines/pool.js";
import { merkleRoot } from "../merkle.js";
import { referencePrices } from "../price.js";
import { Assembler } from "../settle/assemble.js";
import type { Terms } from "../settle/fill.js";
import { ecdsa, recover } from "../signature.js";
import { unwrap6492 } from "../wrapped.js";
import type { Cursor } from "./cursor.js";
import { type Evidence, type Known, showBlock } from "./evidence.js";
import { Disagreement, require, type Unchecked } from "./steps.js";

/** What solutions are judged by. */
export interface Inputs {
  readonly header: Header;
  readonly config: ConfigLine;
  readonly domain: Domain;
  readonly terms: Terms;
  readonly intents: readonly IntentLine[];
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
  const checks = new IntentChecks(header, domain, chain, unchecked);
  for (let line = await cursor.nextIf("intent"); line !== undefined; line = await cursor.nextIf("intent")) {
    await checks.add(line);
  }
  const { intents } = checks;
  require("root", merkleRoot(intents.map((line) => line.hash)), header.root);
  require("receipts", receiptsHash(intents), header.receipts);
  const pools = await checkPools(cursor, header, chain, unchecked);
  const found = (await cursor.next("prices")).prices;
  const prices = referencePrices(
    header.nativeToken,
    intents.map((line) => line.signed.intent),
    pools,
  );
  require("prices", showPrices(prices), showPrices(found));
  const terms = { ...header, timestamp: header.block.timestamp };
  return {
    header,
    config,
    domain,
    terms,
    intents,
    receipts: checks.receipts,
    prices,
    assembler: new Assembler(terms, domain, intents, pools),
    instance: new Instance(header.nativeToken, intents, pools, prices),
  };
}

/** Zero stands for a receipt that was not kept. */
function receiptsHash(intents: readonly IntentLine[]): Hex {
  return keccak(...intents.map((line) => bytes(line.receipt?.hash ?? ZERO_WORD)));
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

class IntentChecks {
  readonly intents: IntentLine[] = [];
  receipts = 0;

  constructor(
    private readonly header: Header,
    private readonly domain: Domain,
    private readonly chain: Evidence,
    private readonly unchecked: Unchecked,
  ) {}

  async add(line: IntentLine): Promise<void> {
    const { intent } = line.signed;
    require("intent", this.domain.intentHash(intent), line.hash);
    const last = this.intents.at(-1);
    if (last !== undefined && last.hash >= line.hash) {
      throw new Disagreement("intent", `a hash after ${last.hash}`, line.hash);
    }
    const time = this.header.block.timestamp;
    if (time < intent.validFrom || time > intent.validTo) {
      throw new Disagreement("intent", `a window with ${time}`, `${intent.validFrom} to ${intent.validTo}`);
    }
    await this.checkSignature(line);
    await this.checkFilled(line);
    if (line.receipt !== undefined) {
      this.checkReceipt(line.hash, line.receipt);
      this.receipts++;
    }
    this.intents.push(line);
  }

  private async checkSignature({ signed }: IntentLine): Promise<void> {
    const { intent, permit2 } = signed;
    const digest = permit2 ? this.domain.permit2Digest(intent) : this.domain.intentHash(intent);
    const own = permit2 ? signed.signature : (unwrap6492(signed.signature)?.signature ?? signed.signature);
    const plain = ecdsa(own);
    const signer = plain === undefined ? undefined : recover(digest, plain);
    if (signer !== intent.owner) {
      const isSigned = await this.chain.isSigned(signed, digest, this.header.block);
      if (isSigned === undefined) {
        this.unchecked.add("intentSignature");
      } else if (!isSigned) {
        throw new Disagreement("intentSignature", intent.owner, signer);
      }
    }
  }

  private async checkFilled(line: IntentLine): Promise<void> {
    const { intent } = line.signed;
    if (!intent.partiallyFillable) {
      require("filledBefore", 0n, line.filledBefore);
      return;
    }
    const filled = await this.chain.filled(line.hash, this.header.block);
    this.unchecked.compare("filledBefore", filled, line.filledBefore);
    const most = intent.side === "sell" ? intent.sellAmount : intent.buyAmount;
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
