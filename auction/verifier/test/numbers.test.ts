import assert from "node:assert/strict";
import test from "node:test";
import { Rational, ceilDivide, squareRoot } from "../src/rational.js";
import { View } from "../src/view.js";
import { MAX_SQRT, MIN_SQRT, sqrtAt } from "../src/certificate/ticks.js";

test("fractions are in lowest terms, whatever the signs", () => {
  assert.equal(Rational.of(6n, -4n).toString(), "-3/2");
  assert.equal(Rational.of(0n, 7n).toString(), "0/1");
  assert.equal(Rational.of(1n, 3n).plus(Rational.of(1n, 6n)).toString(), "1/2");
  assert.equal(Rational.sum([1n, 2n, 3n].map((n) => Rational.of(n, 2n))).toString(), "3/1");
  assert.ok(Rational.of(1n, 3n).compare(Rational.of(34n, 100n)) < 0);
});

test("rounding has the direction its name says", () => {
  assert.deepEqual([7n, 8n, 0n, -7n].map((n) => ceilDivide(n, 4n)), [2n, 2n, 0n, -1n]);
  assert.deepEqual([7n, -7n, -8n].map((n) => Rational.of(n, 4n).floor()), [1n, -2n, -2n]);
  for (const n of [0n, 1n, 2n, 3n, 4n, 99n, 100n, 10n ** 60n - 1n, 10n ** 60n]) {
    const root = squareRoot(n);
    assert.ok(root * root <= n && (root + 1n) * (root + 1n) > n, `${n}`);
  }
});

test("a fraction has one text", () => {
  assert.equal(Rational.read(new View("$", "25/3")).toString(), "25/3");
  for (const text of ["2/4", "1/-2", "01/2", "1", "1/0", "+1/2", "1/02", " 1/2"]) {
    assert.throws(() => Rational.read(new View("$", text)), text);
  }
});

test("roots at ticks are those of the deployed pools", () => {
  assert.equal(MIN_SQRT, 4295128739n);
  assert.equal(MAX_SQRT, 1461446703485210103287273052203988822378723970342n);
  assert.equal(sqrtAt(0), 1n << 96n);
  assert.equal(sqrtAt(50), 79426470787362580746886972461n);
  assert.equal(sqrtAt(-100), 78833030112140176575862854579n);
});

test("texts of numbers, bytes and fractions of one have one form", () => {
  const view = (json: string): View => new View("$", json);
  assert.equal(view("0").uint(8), 0n);
  assert.equal(view("255").uint(8), 255n);
  assert.equal(view("-128").signed(7), -128n);
  assert.equal(view("0.003").fraction(6), 3_000n);
  assert.equal(view("1").fraction(4), 10_000n);
  for (const text of ["256", "01", "-1", "0x1", "", "1.0"]) {
    assert.throws(() => view(text).uint(8), text);
  }
  for (const text of ["0.0030", ".3", "0.", "0.0000001", "1e3"]) {
    assert.throws(() => view(text).fraction(6), text);
  }
  assert.throws(() => view("1").fractionBelowOne(4));
  for (const text of ["0X12", "0x1", "0xAB", "12", "0x" + "00".repeat(21)]) {
    assert.throws(() => view(text).hex(20), text);
  }
});
