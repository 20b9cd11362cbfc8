/** Reads JSON values into what they have to be; whatever has another form is a FormatError naming its place. */
import { FormatError, type Json, JsonNumber } from "./json.js";
import type { Hex } from "./bytes.js";

const UNSIGNED = /^(?:0|[1-9][0-9]*)$/;
const SIGNED = /^(?:0|-?[1-9][0-9]*)$/;
const HEX = /^0x(?:[0-9a-f]{2})*$/;

export const MAX_TEXT = 500;
export const MAX_LONG = (1n << 63n) - 1n;

export class View {
  constructor(
    readonly path: string,
    readonly json: Json,
  ) {}

  fail(problem: string): never {
    throw new FormatError(this.path, problem);
  }

  /** An object with exactly these members; a name that ends in `?` may be missing. */
  members(...names: string[]): Members {
    if (!(this.json instanceof Map)) {
      this.fail("must be an object");
    }
    const known = new Set(names.map((name) => name.replace("?", "")));
    for (const key of this.json.keys()) {
      if (!known.has(key)) {
        this.fail("has a member too many");
      }
    }
    for (const name of names) {
      if (!name.endsWith("?") && !this.json.has(name)) {
        throw new FormatError(`${this.path}.${name}`, "missing");
      }
    }
    return new Members(this.path, this.json);
  }

  /** The member of an object whose others are not known yet. */
  peek(name: string): View {
    const value = this.json instanceof Map ? this.json.get(name) : undefined;
    if (value === undefined) {
      throw new FormatError(`${this.path}.${name}`, "missing");
    }
    return new View(`${this.path}.${name}`, value);
  }

  /** Every member of an object of at most `limit`. */
  entries(limit: number): [string, View][] {
    if (!(this.json instanceof Map)) {
      this.fail("must be an object");
    }
    if (this.json.size > limit) {
      this.fail(`more than ${limit} members`);
    }
    return [...this.json].map(([key, value]) => [key, new View(`${this.path}.${key}`, value)]);
  }

  list<T>(limit: number, read: (element: View) => T): T[] {
    if (!Array.isArray(this.json)) {
      this.fail("must be a list");
    }
    if (this.json.length > limit) {
      this.fail(`more than ${limit} elements`);
    }
    return this.json.map((element, i) => read(new View(`${this.path}[${i}]`, element)));
  }

  text(limit: number = MAX_TEXT): string {
    if (typeof this.json !== "string") {
      this.fail("must be a text");
    }
    if (this.json.length > limit) {
      this.fail(`longer than ${limit} characters`);
    }
    return this.json;
  }

  oneOf<T extends string>(...words: T[]): T {
    const text = this.text();
    return words.find((word) => word === text) ?? this.fail(`must be one of ${words.join(", ")}`);
  }

  flag(): boolean {
    return typeof this.json === "boolean" ? this.json : this.fail("must be true or false");
  }

  /** A JSON integer. */
  int(minimum: bigint, maximum: bigint): bigint {
    if (!(this.json instanceof JsonNumber) || !SIGNED.test(this.json.text)) {
      this.fail("must be an integer");
    }
    const value = BigInt(this.json.text);
    return value < minimum || value > maximum ? this.fail("is out of range") : value;
  }

  /** An unsigned decimal text below 2^bits. */
  uint(bits: number): bigint {
    const text = this.text(Math.max(78, Math.ceil(bits / 3)));
    if (!UNSIGNED.test(text)) {
      this.fail("must be an unsigned integer as a decimal text");
    }
    const value = BigInt(text);
    return value >> BigInt(bits) === 0n ? value : this.fail(`does not fit ${bits} bits`);
  }

  /** A decimal text above -2^bits and below 2^bits. */
  signed(bits: number): bigint {
    const text = this.text(78);
    if (!SIGNED.test(text)) {
      this.fail("must be an integer as a decimal text");
    }
    const value = BigInt(text);
    return (value < 0n ? -value - 1n : value) >> BigInt(bits) === 0n ? value : this.fail(`does not fit ${bits} bits`);
  }

  /** A decimal text of at most so many digits, with or without a sign. */
  whole(digits: number): bigint {
    const text = this.text(digits);
    return SIGNED.test(text) ? BigInt(text) : this.fail("must be an integer as a decimal text");
  }

  /** A decimal text below 2^63. */
  number(): bigint {
    return this.uint(63);
  }

  /** Seconds. */
  time(): bigint {
    return this.uint(32);
  }

  address(): Hex {
    return this.exactly(20);
  }

  word(): Hex {
    return this.exactly(32);
  }

  exactly(length: number): Hex {
    const value = this.hex(length);
    return value.length === 2 + 2 * length ? value : this.fail(`must have ${length} bytes`);
  }

  hex(limit: number): Hex {
    const value = this.text(2 + 2 * limit);
    return HEX.test(value) ? value : this.fail("must be bytes: 0x and pairs of lower-case hex digits");
  }

  /** A decimal fraction in steps of 10^-digits, in its shortest form; counted in these steps. */
  fraction(digits: number): bigint {
    const text = this.text(100);
    const found = /^(0|[1-9][0-9]*)(?:\.([0-9]*[1-9]))?$/.exec(text);
    const decimals = found?.[2] ?? "";
    if (found === null || decimals.length > digits) {
      this.fail(`must be a decimal fraction in steps of 1e-${digits}`);
    }
    return BigInt(found[1] + decimals.padEnd(digits, "0"));
  }

  fractionBelowOne(digits: number): bigint {
    const value = this.fraction(digits);
    return value < 10n ** BigInt(digits) ? value : this.fail("must be below 1");
  }
}

/** The members of an object whose names were checked. */
export class Members {
  constructor(
    private readonly path: string,
    private readonly map: Map<string, Json>,
  ) {}

  at(name: string): View {
    const value = this.map.get(name);
    if (value === undefined) {
      throw new Error(`asked for the member ${name}, which was not declared`);
    }
    return new View(`${this.path}.${name}`, value);
  }

  /** The member if it is there, read; undefined if not. */
  maybe<T>(name: string, read: (view: View) => T): T | undefined {
    const value = this.map.get(name);
    return value === undefined ? undefined : read(new View(`${this.path}.${name}`, value));
  }
}

/** An object from addresses. */
export function byAddress<T>(view: View, limit: number, read: (value: View) => T): Map<Hex, T> {
  return new Map(
    view
      .entries(limit)
      .map(([key, value]): [Hex, T] => [new View(value.path, key).address(), read(value)])
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
