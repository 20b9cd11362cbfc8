#!/usr/bin/env node
/** The command: docs/transcript.md, README.md. */
import { parseArgs } from "node:util";
import type { Hex } from "./bytes.js";
import { ChainEvidence } from "./chain/evidence.js";
import { ChainFailure, Rpc } from "./chain/rpc.js";
import { linesOf, UnreadableFile } from "./file.js";
import { FormatError } from "./json.js";
import { readLine } from "./lines/line.js";
import { agreement, disagreement, json, printable } from "./report.js";
import { type Evidence, type Known, NO_EVIDENCE } from "./verify/evidence.js";
import { type Verdict, verify } from "./verify/verify.js";
import type { Standings } from "./winners/rules.js";

const HELP = `Usage: fairlead verify-ts [OPTION…] FILE…
Checks transcripts of batches, sharing no code with the node that wrote them nor with "fairlead verify".
FILE may be - for standard input. What no option gives is taken from the transcript's header, and said so.

      --rpc=URL                  a chain node you trust, with old state; without it, what only the chain knows
                                 is counted as not checked
      --settlement=ADDRESS       the contract
      --native-token=ADDRESS     wrapped native token
      --receipt-signer=ADDRESS   signs receipts
      --hub=ADDRESS              the contract's AllowanceHub (with --rpc: asked for)
      --auctioneer=ADDRESS       signs awards (with --rpc: asked for)
      --chain-id=NUMBER          (with --rpc: asked for)
      --config-hash=HASH         of the config that the operator has published
      --previous=FILE            the transcript before, for the solvers' standings
      --v2-factory=ADDRESS       Uniswap factories, by which pools are found on the chain;
      --v3-factory=ADDRESS       without one its pools are not compared
      --json                     one JSON object per file instead of text
  -h, --help                     this text

Exit status: 0 everything agrees, 1 something disagrees (the first thing is named), 2 wrong usage, a file that
cannot be read, or a chain node that does not answer. Of several files the highest.
`;

class UsageError extends Error {}

interface Options {
  readonly files: readonly string[];
  readonly known: Known;
  readonly previous: string | undefined;
  readonly rpc: string | undefined;
  readonly v2: Hex | undefined;
  readonly v3: Hex | undefined;
  readonly json: boolean;
}

function options(args: string[]): Options | undefined {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rpc: text,
      settlement: text,
      "native-token": text,
      "receipt-signer": text,
      hub: text,
      auctioneer: text,
      "chain-id": text,
      "config-hash": text,
      previous: text,
      "v2-factory": text,
      "v3-factory": text,
      json: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help === true) {
    return undefined;
  }
  if (positionals.length === 0) {
    throw new UsageError("give at least one transcript FILE");
  }
  const address = (name: "settlement" | "native-token" | "receipt-signer" | "hub" | "auctioneer") => {
    const value = addressOf(name, values[name]);
    return value;
  };
  const known = {
    settlement: address("settlement"),
    nativeToken: address("native-token"),
    receiptSigner: address("receipt-signer"),
    hub: address("hub"),
    auctioneer: address("auctioneer"),
    chainId: numberOf("chain-id", values["chain-id"]),
    config: wordOf("config-hash", values["config-hash"]),
  };
  return {
    files: positionals,
    known: Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)),
    previous: values.previous,
    rpc: values.rpc === undefined ? undefined : urlOf(values.rpc),
    v2: addressOf("v2-factory", values["v2-factory"]),
    v3: addressOf("v3-factory", values["v3-factory"]),
    json: values.json === true,
  };
}

function addressOf(name: string, value: string | undefined): Hex | undefined {
  if (value !== undefined && !/^0x[0-9a-fA-F]{40}$/.test(value)) {
    throw new UsageError(`--${name} must be an address: 0x and 40 hex digits`);
  }
  return value?.toLowerCase();
}

function wordOf(name: string, value: string | undefined): Hex | undefined {
  if (value !== undefined && !/^0x[0-9a-fA-F]{64}$/.test(value)) {
    throw new UsageError(`--${name} must be a hash: 0x and 64 hex digits`);
  }
  return value?.toLowerCase();
}

function numberOf(name: string, value: string | undefined): bigint | undefined {
  if (value !== undefined && !/^[0-9]{1,19}$/.test(value)) {
    throw new UsageError(`--${name} must be a number`);
  }
  return value === undefined ? undefined : BigInt(value);
}

function urlOf(value: string): string {
  if (!/^https?:\/\/[^/]/i.test(value) || !URL.canParse(value)) {
    throw new UsageError("--rpc must be a URL: http://… or https://…");
  }
  return value;
}

/** What is known, and the chain; the contract is the header's if no option names it. */
async function evidence(options: Options, file: string): Promise<{ known: Known; chain: Evidence }> {
  if (options.rpc === undefined) {
    return { known: options.known, chain: NO_EVIDENCE };
  }
  const settlement = options.known.settlement ?? (await settlementOf(file));
  if (settlement === undefined) {
    // The file has no header, which is the first thing that disagrees.
    return { known: options.known, chain: NO_EVIDENCE };
  }
  const chain = chainOf(options.rpc, settlement, options);
  const about = await chain.about();
  return { known: { ...about, ...options.known }, chain };
}

const chains = new Map<Hex, ChainEvidence>();

/** One for all files of a deployment: what it has read of an old block's pools is read once. */
function chainOf(rpc: string, settlement: Hex, { v2, v3 }: Options): ChainEvidence {
  const chain = chains.get(settlement) ?? new ChainEvidence(new Rpc(rpc), settlement, { v2, v3 });
  chains.set(settlement, chain);
  return chain;
}

/** The solvers' standings as the transcript before this one leaves them, if it tells them. */
async function standingsAfter(file: string): Promise<Standings | undefined> {
  let last: string | undefined;
  let beforeLast: string | undefined;
  try {
    for await (const line of linesOf(file)) {
      beforeLast = last;
      last = line;
    }
    const result = readLine(beforeLast ?? "");
    return result.type === "result" ? result.standings : undefined;
  } catch (e) {
    if (e instanceof FormatError) {
      return undefined;
    }
    throw e instanceof UnreadableFile ? new UsageError(`cannot read ${file}: ${e.message}`) : e;
  }
}

async function settlementOf(file: string): Promise<Hex | undefined> {
  if (file === "-") {
    throw new UsageError("--rpc and standard input need --settlement");
  }
  for await (const line of linesOf(file)) {
    try {
      const header = readLine(line ?? "");
      return header.type === "header" ? header.settlement : undefined;
    } catch (e) {
      if (e instanceof FormatError) {
        return undefined;
      }
      throw e;
    }
  }
  return undefined;
}

function trusted(known: Known): string[] {
  const names: readonly (keyof Known)[] = [
    "chainId",
    "settlement",
    "hub",
    "auctioneer",
    "nativeToken",
    "receiptSigner",
    "config",
    "standings",
  ];
  return names.filter((name) => known[name] === undefined);
}

async function verifyFile(options: Options, file: string): Promise<number> {
  try {
    const { known, chain } = await evidence(options, file);
    const verdict = await verify(linesOf(file), known, chain);
    print(options, file, verdict, trusted(known));
    return verdict.verdict === "agrees" ? 0 : 1;
  } catch (e) {
    if (e instanceof UsageError) {
      throw e;
    }
    const why =
      e instanceof UnreadableFile
        ? `cannot read ${file}: ${e.message}`
        : e instanceof ChainFailure
          ? `cannot verify ${file}: ${e.message}`
          : `cannot verify ${file}, this is a defect of the verifier: ${String(e)}`;
    if (options.json) {
      process.stdout.write(`${JSON.stringify({ file, verdict: "failed", why })}\n`);
    }
    process.stderr.write(`${printable(why)}\n`);
    return 2;
  }
}

function print(options: Options, file: string, verdict: Verdict, asTheHeaderSays: string[]): void {
  if (options.json) {
    process.stdout.write(`${json(file, verdict, asTheHeaderSays)}\n`);
    return;
  }
  if (options.files.length > 1) {
    process.stdout.write(`${printable(file)}\n`);
  }
  process.stdout.write(
    verdict.verdict === "agrees" ? agreement(verdict, asTheHeaderSays) : disagreement(verdict),
  );
}

async function main(args: string[]): Promise<number> {
  try {
    const chosen = options(args);
    if (chosen === undefined) {
      process.stdout.write(HELP);
      return 0;
    }
    const standings = chosen.previous === undefined ? undefined : await standingsAfter(chosen.previous);
    const known = { ...chosen.known, ...(standings && { standings }) };
    let status = 0;
    for (const file of chosen.files) {
      status = Math.max(status, await verifyFile({ ...chosen, known }, file));
    }
    return status;
  } catch (e) {
    if (e instanceof UsageError || (e instanceof TypeError && "code" in e)) {
      process.stderr.write(`${printable(e.message)}\n\n${HELP}`);
      return 2;
    }
    throw e;
  }
}

process.exitCode = await main(process.argv.slice(2));
