import assert from "node:assert/strict";
import test from "node:test";
import { keccak, utf8, ZERO_WORD } from "../src/bytes.js";
import type { Opening } from "../src/lines/bid.js";
import type { CommitMode } from "../src/lines/commitments.js";
import { Rational } from "../src/rational.js";
import { SealedBids } from "../src/sealed.js";
import { Rejected } from "../src/settle/rejected.js";
import { checkCommitments } from "../src/verify/commitments.js";
import { Disagreement } from "../src/verify/steps.js";
import { SOLVER, solution } from "./scene.js";

const AUCTION = keccak(utf8("auction"));
const SALT = keccak(utf8("salt"));

function bids(by: CommitMode, ...commitments: string[]): SealedBids {
  return new SealedBids(AUCTION, { solver: "a", account: SOLVER, by, commitments });
}

function opening(score?: bigint, salt = SALT): Opening {
  return { solution: solution(), seal: { salt, score, json: "{}" } };
}

function code(act: () => void): string {
  try {
    act();
    return "fine";
  } catch (e) {
    assert.ok(e instanceof Rejected);
    return `${e.reason} | ${e.detail}`;
  }
}

test("a commitment opens to its solution, score and salt, for its solver, in its auction only", () => {
  const made = bids("solver").commitment(opening(5n));
  const sealed = bids("solver", made);
  assert.equal(code(() => sealed.checkCommitted(opening(5n))), "fine");
  assert.deepEqual(sealed.unopened([opening(5n)]), []);
  for (const other of [opening(6n), opening(), opening(5n, ZERO_WORD)]) {
    assert.match(code(() => sealed.checkCommitted(other)), /^notCommitted \| no commitment of the solver opens to 0x/);
    assert.deepEqual(sealed.unopened([other]), [made]);
  }
  const elsewhere = new SealedBids(ZERO_WORD, sealed.committed);
  assert.equal(elsewhere.isCommitted(opening(5n)), false);
});

test("a solver that commits for itself has to have said the score, rounded down", () => {
  const score = Rational.of(11n, 2n);
  assert.equal(code(() => bids("solver").checkScore(opening(5n), score)), "fine");
  assert.equal(
    code(() => bids("solver").checkScore(opening(6n), score)),
    "wrongScore | score: 6 wei was committed to, it is 5 wei",
  );
  assert.equal(
    code(() => bids("solver").checkScore(opening(), score)),
    "wrongScore | score: none was committed to, it is 5 wei",
  );
  assert.equal(code(() => bids("port").checkScore(opening(), score)), "fine");
});

test("commitments ascend, stand once, and are somebody's", () => {
  const one = "0x" + "11".repeat(32);
  const two = "0x" + "22".repeat(32);
  const check = (by: CommitMode, ...commitments: string[]) =>
    checkCommitments(AUCTION, {
      type: "commitments",
      solvers: [{ solver: "a", account: SOLVER, by, commitments }],
    });
  assert.equal(check("solver", one, two).length, 1);
  assert.throws(() => check("solver", two, one), Disagreement);
  assert.throws(() => check("port", one, one), Disagreement);
  assert.throws(() => check("none", one), Disagreement);
});
