import assert from "node:assert/strict";
import test from "node:test";
import { hex, type Hex, keccak, ZERO_ADDRESS } from "../src/bytes.js";
import { PERMIT2 } from "../src/eip712.js";
import type { Intent } from "../src/lines/intent.js";
import type { Solution } from "../src/lines/solution.js";
import { scoreOf } from "../src/score.js";
import { Rejected } from "../src/settle/rejected.js";
import { ALICE, assembler, DOLLAR, DOMAIN, ETHER, SOLVER, solution, TERMS, USD, WETH } from "./scene.js";

function assemble(proposed: Solution, intent: Intent = ALICE, terms = TERMS) {
  return assembler([intent], terms).assemble(proposed, SOLVER);
}

function refused(changes: Partial<Solution>, intent: Intent = ALICE, terms = TERMS): string {
  try {
    assemble(solution(changes, intent), intent, terms);
    return "valid";
  } catch (e) {
    assert.ok(e instanceof Rejected, String(e));
    return `${e.reason} | ${e.detail}`;
  }
}

const order = solution().fulfillments[0]?.order ?? "0x";
const trade = (executedAmount: bigint, fee = 0n) => ({ order, executedAmount, fee });
const prices = (weth: bigint, usd: bigint) =>
  new Map([
    [WETH, weth],
    [USD, usd],
  ]);

test("a solution becomes the packed bytes of the document", () => {
  const { solution: packed, solutionHash, executed } = assemble(solution());
  const n = (value: bigint, length: number): string => value.toString(16).padStart(2 * length, "0");
  const raw = (value: Hex): string => value.slice(2);
  const transfer = `a9059cbb${n(BigInt("0x" + raw(pairAddress())), 32)}${n(ETHER, 32)}`;
  const swap =
    `022c0d9f${n(0n, 32)}${n(1_950n * DOLLAR, 32)}` + `${n(BigInt(TERMS.settlement), 32)}${n(128n, 32)}${n(0n, 32)}`;
  const expected = [
    "02" + "02",
    raw(WETH) + n(1_950n * DOLLAR, 16) + n(0n, 16),
    raw(USD) + n(ETHER, 16) + n(0n, 16),
    "00" + "0001",
    // Flags: a short nonce, nothing else.
    "0008" + "00" + "01" + raw(ALICE.owner) + n(ETHER, 16) + n(ALICE.buyAmount, 16) + n(ALICE.validTo, 4),
    n(7n, 8) + "11".repeat(64),
    "00" + "0002",
    raw(WETH) + n(68n, 3) + transfer,
    raw(pairAddress()) + n(164n, 3) + swap,
  ];
  assert.equal(hex(packed), "0x" + expected.join(""));
  assert.equal(solutionHash, keccak(packed));
  assert.deepEqual(
    executed.map(({ sold, bought }) => ({ sold, bought })),
    [{ sold: ETHER, bought: 1_950n * DOLLAR }],
  );
});

function pairAddress(): Hex {
  return keccak(new TextEncoder().encode("1")).slice(0, 42);
}

test("each refusal has its code and its sentence", () => {
  const cases: [string, Partial<Solution>, Intent?, typeof TERMS?][] = [
    ["noTrades | trades: empty", { fulfillments: [] }],
    ["unknownOrder | trades[0].order: not in this auction", { fulfillments: [{ ...trade(ETHER), order: "0x" + "00".repeat(56) }] }],
    [`missingPrice | trades[0]: no clearing price for ${USD}`, { prices: new Map([[WETH, 1n]]) }],
    ["invalidPrice | trades[0]: a clearing price is 2^128 or more", { prices: prices(1n << 128n, 1n) }],
    ["invalidPrice | trades[0]: a clearing price is zero", { prices: prices(1n, 0n) }],
    ["invalidExecutedAmount | trades[0]: an amount does not fit 128 bits", { fulfillments: [trade(1n << 128n)] }],
    ["orderNotExecutable | trades[0]: BadReceiver", {}, { ...ALICE, receiver: ZERO_ADDRESS }],
    ["orderNotExecutable | trades[0]: BadReceiver", {}, { ...ALICE, receiver: TERMS.settlement }],
    ["orderNotExecutable | trades[0]: HooksMissing", {}, { ...ALICE, appData: "0x686f6f6b" + "00".repeat(28) }],
    ["orderNotExecutable | trades[0]: WindowClosed", {}, ALICE, { ...TERMS, timestamp: ALICE.validTo + 1n }],
    ["orderNotExecutable | trades[0]: WrongLane", {}, { ...ALICE, nonce: 1n << 255n }],
    [
      "limitNotMet | trades[0]: sells 1000000000000000000 for 1899999999, limit is 1000000000000000000 for 1900000000",
      { prices: prices(1_899_999_999n, ETHER) },
    ],
    [
      "feeTooHigh | trades[0].fee: 100000000000000001 is more than 1000 bps of 1000000000000000000",
      { fulfillments: [trade(ETHER - ETHER / 10n - 1n, ETHER / 10n + 1n)], prices: prices(3_000n * DOLLAR, ETHER) },
    ],
    [
      "notFullFill | trades[0].executedAmount: sells 999999999999999999 for 1950000000, " +
        "must be exactly 1000000000000000000 sold, fee included",
      { fulfillments: [trade(ETHER - 1n)] },
    ],
    ["duplicateTrade | trades[1].order: filled by another trade already", { fulfillments: [trade(ETHER), trade(ETHER)] }],
    [
      "forbiddenTarget | interactions[0]: 0x000000000022d473030f116ddee9f6b43ac78ba3 may not be called",
      { interactions: [{ kind: "custom", target: PERMIT2, callData: "0x", allowances: [], touched: [] }] },
    ],
    [
      "invalidPrice | prices: TokensNotAscending",
      { interactions: [{ kind: "custom", target: USD, callData: "0x", allowances: [], touched: [ZERO_ADDRESS] }] },
    ],
  ];
  for (const [expected, changes, intent, terms] of cases) {
    assert.equal(refused(changes, intent, terms), expected);
  }
});

test("swaps that are not the pool's are refused", () => {
  const swap = solution().interactions[0];
  assert.ok(swap?.kind === "liquidity");
  const cases: [string, Partial<typeof swap>][] = [
    ["unknownLiquidity | interactions[0].id: no such pool in the request", { id: "2" }],
    [`invalidSwap | interactions[0]: the pool trades ${WETH} and ${USD}`, { outputToken: WETH }],
    ["invalidSwap | interactions[0]: an amount is zero", { outputAmount: 0n }],
  ];
  for (const [expected, changes] of cases) {
    assert.equal(refused({ interactions: [{ ...swap, ...changes }] }), expected);
  }
});

test("more of an intent than is left is refused", () => {
  const partial: Intent = { ...ALICE, partiallyFillable: true };
  const detail =
    "overfilled | trades[0].executedAmount: sells 1000000000000000001 for 1950000001, " +
    "filled before: 0 of 1000000000000000000";
  const { order } = solution({}, partial).fulfillments[0] ?? { order: "0x" };
  assert.equal(refused({ fulfillments: [{ order, executedAmount: ETHER + 1n, fee: 0n }] }, partial), detail);
});

test("a just-in-time trade has to be the solver's own, and scores nothing", () => {
  const own: Intent = { ...ALICE, owner: SOLVER, receiver: SOLVER };
  const jit = (intent: Intent) => ({ intent, signature: "0x", executedAmount: ETHER, fee: 0n });
  assert.equal(
    refused({ jit: [jit({ ...own, owner: USD })] }),
    `foreignJitOrder | jit[0].order.owner: must be the solver's account, ${SOLVER}`,
  );
  const assembled = assemble(solution({ jit: [jit(own)] }));
  const { executed } = assembled;
  assert.equal(executed.length, 2);
  const hashes = executed.map(({ proposed }) => proposed.intentHash);
  assert.deepEqual(hashes, [DOMAIN.intentHash(ALICE), DOMAIN.intentHash(own)].sort());
  const price = new Map([[USD, 5n * 10n ** 26n]]);
  assert.equal(scoreOf(assembled, price).toString(), `${ETHER / 40n}/1`);
});

test("a score is the surplus at the reference price, and nothing without one", () => {
  const assembled = assemble(solution());
  assert.equal(scoreOf(assembled, new Map()).toString(), "0/1");
  // 50 dollars over the limit, at a third of a wei per 10^18: what is left of the fraction stays.
  assert.equal(scoreOf(assembled, new Map([[USD, 3n]])).toString(), "3/20000000000");
});
