/** Reads lines one after another and hashes what it has read: docs/transcript.md sections 1 and 6. */
import { bytes, type Hex, keccak, utf8, ZERO_WORD } from "../bytes.js";
import { FormatError } from "../json.js";
import { type Line, type LineOf, type LineType, readLine } from "../lines/line.js";
import { Disagreement } from "./steps.js";

/** A line of the file; undefined if it is longer than a line may be. */
export type RawLine = string | undefined;

export class Cursor {
  /** Number of the line that was read last, from 1. */
  number = 0;
  /** Running hash of all lines before the one that was read last, and of all that were read. */
  hashBefore: Hex = ZERO_WORD;
  hash: Hex = ZERO_WORD;
  private peeked: { readonly line: Line; readonly text: string } | "end" | undefined;

  constructor(private readonly source: AsyncIterator<RawLine>) {}

  /** The next line if it is of this type; it is then read. */
  async nextIf<T extends LineType>(type: T): Promise<LineOf<T> | undefined> {
    const next = await this.peek();
    if (next === "end" || next.line.type !== type) {
      return undefined;
    }
    this.number++;
    this.hashBefore = this.hash;
    this.hash = keccak(bytes(this.hash), bytes(keccak(utf8(next.text))));
    this.peeked = undefined;
    return next.line as LineOf<T>;
  }

  /** The next line, which must be of this type. */
  async next<T extends LineType>(type: T): Promise<LineOf<T>> {
    const line = await this.nextIf(type);
    if (line === undefined) {
      const next = await this.peek();
      this.number++;
      const found = next === "end" ? "the end of the file" : `one of type ${next.line.type}`;
      throw new Disagreement("format", `a line of type ${type}`, found);
    }
    return line;
  }

  /** Nothing may follow. */
  async end(): Promise<void> {
    const next = this.peeked ?? (await this.source.next());
    if (next !== "end" && !("done" in next && next.done === true)) {
      this.number++;
      throw new Disagreement("format", "the end of the file", "another line");
    }
  }

  private async peek(): Promise<{ readonly line: Line; readonly text: string } | "end"> {
    if (this.peeked === undefined) {
      const next = await this.source.next();
      this.peeked = next.done === true ? "end" : this.read(next.value);
    }
    return this.peeked;
  }

  private read(text: RawLine): { readonly line: Line; readonly text: string } {
    try {
      if (text === undefined) {
        throw new FormatError("$", "longer than a line may be");
      }
      return { line: readLine(text), text };
    } catch (e) {
      if (e instanceof FormatError) {
        this.number++;
        throw new Disagreement("format", "a line of a transcript", e.message);
      }
      throw e;
    }
  }
}
