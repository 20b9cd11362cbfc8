import assert from "node:assert/strict";
import test from "node:test";
import { keccak, utf8 } from "../src/bytes.js";
import { canonical, FormatError, parse } from "../src/json.js";
import { readLine } from "../src/lines/line.js";

const RULES = {
  maxFailedSimulations: "8",
  maxFallbacks: "2",
  maxPenalty: "10",
  maxSteps: "100",
  maxWinners: "4",
  minimumStanding: "500000",
  standingWindow: "16",
  standings: { ["0x" + "11".repeat(20)]: "937500" },
  type: "rules",
};

function read(line: object) {
  return readLine(canonical(parse(JSON.stringify(line))));
}

function refused(line: object): string {
  try {
    read(line);
    return "fine";
  } catch (e) {
    assert.ok(e instanceof FormatError);
    return e.message;
  }
}

test("rules have their values as numbers, and as the texts that the config has too", () => {
  const rules = read({ ...RULES, maxFeeShare: "1/2" });
  assert.ok(rules.type === "rules");
  assert.equal(rules.maxWinners, 4n);
  assert.equal(rules.rewards.maxFeeShare?.toString(), "1/2");
  assert.deepEqual([...rules.values.keys()].sort(), [
    "maxFailedSimulations",
    "maxFallbacks",
    "maxFeeShare",
    "maxPenalty",
    "maxSteps",
    "maxWinners",
    "minimumStanding",
    "standingWindow",
  ]);
  assert.equal(rules.values.get("maxFeeShare"), "1/2");
});

test("rules out of their ranges are refused", () => {
  assert.equal(refused(RULES), "fine");
  const wrong: Partial<Record<keyof typeof RULES | "maxFeeShare", string>>[] = [
    { maxWinners: "9" },
    { maxWinners: "0" },
    { maxFailedSimulations: "0" },
    { maxFallbacks: "2147483648" },
    { maxSteps: "10000000001" },
    { minimumStanding: "1000001" },
    { standingWindow: "0" },
    { maxFeeShare: "-1/2" },
    { maxFeeShare: `1/${"9".repeat(199)}` },
  ];
  for (const change of wrong) {
    assert.notEqual(refused({ ...RULES, ...change }), "fine", JSON.stringify(change));
  }
  assert.notEqual(refused({ ...RULES, standings: { ["0x" + "11".repeat(20)]: "1000000" } }), "fine");
});

test("the config's hash is that of its values' canonical JSON", () => {
  const config = read({ type: "config", values: { b: "2", a: "1" } });
  assert.ok(config.type === "config");
  assert.equal(keccak(utf8(config.json)), keccak(utf8('{"a":"1","b":"2"}')));
  assert.notEqual(refused({ type: "config", values: { a: 1 } }), "fine");
});

test("an outcome has a place, and there is no other version", () => {
  const missed = { type: "outcome", result: "missed", place: "7", reason: "" };
  assert.equal(refused(missed), "fine");
  assert.notEqual(refused({ ...missed, place: "8" }), "fine");
  assert.notEqual(refused({ type: "outcome", result: "missed", reason: "" }), "fine");
  const word = "0x" + "22".repeat(32);
  const address = "0x" + "33".repeat(20);
  const header = {
    type: "header",
    version: 2,
    chainId: "1",
    settlement: address,
    hub: address,
    auctioneer: address,
    receiptSigner: address,
    nativeToken: address,
    batch: "1",
    root: word,
    block: { number: "1", hash: word, timestamp: "1" },
    gasPrice: "1",
    config: word,
    receipts: word,
  };
  assert.equal(refused(header), "fine");
  assert.notEqual(refused({ ...header, version: 3 }), "fine");
  const { receipts: _, ...without } = header;
  assert.notEqual(refused(without), "fine");
});
