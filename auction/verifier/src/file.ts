/** Reads the lines of a transcript, a piece at a time: docs/transcript.md section 1. */
import { createReadStream } from "node:fs";
import { TextDecoder } from "node:util";
import type { RawLine } from "./verify/cursor.js";

export const MAX_FILE = 256 * 1024 * 1024;
export const MAX_LINE = 10 * 1024 * 1024;
const NEWLINE = 0x0a;

/** The file cannot be read, or is no text. */
export class UnreadableFile extends Error {}

/** Lines without their newlines; `-` is standard input. */
export async function* linesOf(path: string): AsyncGenerator<RawLine> {
  const stream = path === "-" ? process.stdin : createReadStream(path);
  try {
    yield* split(stream);
  } catch (e) {
    throw e instanceof UnreadableFile ? e : new UnreadableFile(reason(e));
  } finally {
    stream.destroy();
  }
}

function reason(e: unknown): string {
  const code = e instanceof Error && "code" in e ? e.code : undefined;
  switch (code) {
    case "ENOENT":
      return "there is no such file";
    case "EACCES":
      return "access is denied";
    case "EISDIR":
      return "it is a directory";
    default:
      return e instanceof Error ? e.message : String(e);
  }
}

export async function* split(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<RawLine> {
  const line = new LineBuffer();
  let total = 0;
  for await (const piece of pieces) {
    total += piece.length;
    if (total > MAX_FILE) {
      throw new UnreadableFile(`larger than ${MAX_FILE} bytes`);
    }
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      line.add(piece.subarray(from, at));
      yield line.take();
      from = at + 1;
    }
    line.add(piece.subarray(from));
  }
  if (line.size > 0) {
    yield line.take();
  }
}

class LineBuffer {
  size = 0;
  private parts: Uint8Array[] = [];

  add(part: Uint8Array): void {
    this.size += part.length;
    // What is too long is counted, not kept.
    if (this.size <= MAX_LINE) {
      this.parts.push(part.slice());
    }
  }

  take(): RawLine {
    const text = this.size > MAX_LINE ? undefined : decode(Buffer.concat(this.parts));
    this.size = 0;
    this.parts = [];
    return text;
  }
}

function decode(raw: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(raw);
  } catch {
    throw new UnreadableFile("it is not UTF-8 text");
  }
}
