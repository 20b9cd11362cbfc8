import assert from "node:assert/strict";
import test from "node:test";
import { MAX_FILE, MAX_LINE, split, UnreadableFile } from "../src/file.js";
import { utf8 } from "../src/bytes.js";
import { NO_EVIDENCE } from "../src/verify/evidence.js";
import { verify } from "../src/verify/verify.js";

async function* pieces(...parts: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* parts;
}

async function lines(...parts: Uint8Array[]): Promise<(string | undefined)[]> {
  const all: (string | undefined)[] = [];
  for await (const line of split(pieces(...parts))) {
    all.push(line);
  }
  return all;
}

test("lines end with a newline, wherever a piece ends; the last may do without", async () => {
  assert.deepEqual(await lines(utf8("a\nb"), utf8("c\n\nd")), ["a", "bc", "", "d"]);
  assert.deepEqual(await lines(utf8("a\r\n")), ["a\r"]);
  assert.deepEqual(await lines(), []);
  const accent = utf8("é\n");
  assert.deepEqual(await lines(accent.slice(0, 1), accent.slice(1)), ["é"]);
});

test("a line that is too long is not kept, nor is a file read that is too large", async () => {
  const long = new Uint8Array(MAX_LINE + 1).fill(0x61);
  assert.deepEqual(await lines(long, utf8("\nb\n")), [undefined, "b"]);
  const large = new Uint8Array(MAX_FILE / 4 + 1);
  await assert.rejects(lines(large, large, large, large), UnreadableFile);
  await assert.rejects(lines(Uint8Array.of(0xff, 0x0a)), UnreadableFile);
});

test("what is no transcript disagrees in its first line", async () => {
  for (const text of ["", "\n", "{}\n", "[]\n", '{"type":"end"}\n', '{"type":"__proto__"}\n', "x".repeat(1_000)]) {
    const verdict = await verify(split(pieces(utf8(text))), {}, NO_EVIDENCE);
    assert.deepEqual(
      verdict.verdict === "disagrees" && [verdict.step, verdict.line],
      ["format", 1],
      text.slice(0, 20),
    );
  }
});
