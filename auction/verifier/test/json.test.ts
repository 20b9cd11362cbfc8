import assert from "node:assert/strict";
import test from "node:test";
import { canonical, FormatError, JsonNumber, parse } from "../src/json.js";

test("what is canonical stays as it is", () => {
  const text = '{"a":[1,-20,{}],"b":"\\"\\\\\\b\\t\\n\\f\\r\\u001F/é\u2028","c":null,"d":true}';
  assert.equal(canonical(parse(text)), text);
});

test("keys are put in order of code units, blanks and long escapes go", () => {
  assert.equal(canonical(parse('{ "b" : 1 ,\n"B":[ ] , "\\u0061":"\\/\\u001f" }')), '{"B":[],"a":"/\\u001F","b":1}');
});

test("a key is never a property", () => {
  const value = parse('{"__proto__":{"polluted":1},"constructor":2}');
  assert.ok(value instanceof Map);
  assert.deepEqual([...value.keys()], ["__proto__", "constructor"]);
  assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
});

test("numbers keep their text", () => {
  const value = parse("123456789012345678901234567890");
  assert.ok(value instanceof JsonNumber);
  assert.equal(value.text, "123456789012345678901234567890");
});

test("what is no JSON, or beyond the bounds, is refused", () => {
  const bad = [
    "",
    "{",
    '{"a":1,}',
    '{"a":1,"a":2}',
    "[1,]",
    "01",
    "+1",
    "nul",
    '"\n"',
    '"\\x"',
    '"\\u12g4"',
    '"open',
    "1 2",
    "{1:2}",
    "NaN",
    "[".repeat(17) + "]".repeat(17),
    "1".repeat(81),
    `{"${"k".repeat(257)}":1}`,
    `"${"x".repeat((1 << 21) + 1)}"`,
  ];
  for (const text of bad) {
    assert.throws(() => parse(text), FormatError, text.slice(0, 40));
  }
  assert.doesNotThrow(() => parse("[".repeat(16) + "]".repeat(16)));
});
