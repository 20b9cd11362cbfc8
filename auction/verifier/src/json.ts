/**
 * JSON with bounds: depth, lengths and forms are limited, a key stands once, objects are Maps (so that no key of a
 * stranger's can be a property of ours), and numbers keep their text. docs/transcript.md section 1.
 */
export class JsonNumber {
  constructor(readonly text: string) {}
}

export type JsonObject = Map<string, Json>;
export type Json = null | boolean | string | JsonNumber | Json[] | JsonObject;

export class FormatError extends Error {
  constructor(
    readonly path: string,
    problem: string,
  ) {
    super(`${path}: ${problem}`);
  }
}

const MAX_DEPTH = 16;
const MAX_TEXT = 1 << 21;
const MAX_KEY = 256;
const MAX_NUMBER = 80;
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["t", "\t"],
  ["n", "\n"],
  ["f", "\f"],
  ["r", "\r"],
]);

/** Exactly one value. */
export function parse(text: string): Json {
  const parser = new Parser(text);
  const value = parser.value(0);
  parser.blanks();
  if (parser.at !== text.length) {
    parser.fail("something follows");
  }
  return value;
}

class Parser {
  at = 0;

  constructor(private readonly text: string) {}

  fail(problem: string): never {
    throw new FormatError("$", `${problem}, at character ${this.at}`);
  }

  blanks(): void {
    while (" \t\n\r".includes(this.text.charAt(this.at)) && this.at < this.text.length) {
      this.at++;
    }
  }

  value(depth: number): Json {
    this.blanks();
    switch (this.text.charAt(this.at)) {
      case "{":
        return this.object(depth + 1);
      case "[":
        return this.array(depth + 1);
      case '"':
        return this.string(MAX_TEXT);
      case "t":
        return this.word("true", true);
      case "f":
        return this.word("false", false);
      case "n":
        return this.word("null", null);
      default:
        return this.number();
    }
  }

  private word<T extends Json>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) {
      this.fail("no JSON");
    }
    this.at += word.length;
    return value;
  }

  private number(): JsonNumber {
    const found = this.match(NUMBER);
    if (found === "") {
      this.fail("no JSON");
    }
    if (found.length > MAX_NUMBER) {
      this.fail("a number is too long");
    }
    return new JsonNumber(found);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? "";
    this.at += found.length;
    return found;
  }

  private string(limit: number): string {
    this.at++;
    let out = "";
    for (;;) {
      out += this.match(PLAIN);
      if (out.length > limit) {
        this.fail("a text is too long");
      }
      const next = this.text.charAt(this.at++);
      if (next === '"') {
        return out;
      }
      if (next !== "\\") {
        this.fail("a text without its end, or with a control character");
      }
      out += this.escape();
    }
  }

  private escape(): string {
    const letter = this.text.charAt(this.at++);
    if (letter === "u") {
      const digits = this.text.slice(this.at, this.at + 4);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        this.fail("an escape without four digits");
      }
      this.at += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    return ESCAPES.get(letter) ?? this.fail("an unknown escape");
  }

  private open(depth: number, end: string): boolean {
    if (depth > MAX_DEPTH) {
      this.fail("too deep");
    }
    this.at++;
    this.blanks();
    if (this.text.charAt(this.at) === end) {
      this.at++;
      return false;
    }
    return true;
  }

  /** Whether another element follows. */
  private more(end: string): boolean {
    this.blanks();
    const next = this.text.charAt(this.at++);
    if (next !== "," && next !== end) {
      this.fail("no JSON");
    }
    return next === ",";
  }

  private array(depth: number): Json[] {
    const out: Json[] = [];
    if (this.open(depth, "]")) {
      do {
        out.push(this.value(depth));
      } while (this.more("]"));
    }
    return out;
  }

  private object(depth: number): JsonObject {
    const out: JsonObject = new Map();
    if (this.open(depth, "}")) {
      do {
        this.blanks();
        if (this.text.charAt(this.at) !== '"') {
          this.fail("a member without a key");
        }
        const key = this.string(MAX_KEY);
        if (out.has(key)) {
          this.fail("a key stands twice");
        }
        this.blanks();
        if (this.text.charAt(this.at++) !== ":") {
          this.fail("a key without a value");
        }
        out.set(key, this.value(depth));
      } while (this.more("}"));
    }
    return out;
  }
}

const SHORT: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\b", "\\b"],
  ["\t", "\\t"],
  ["\n", "\\n"],
  ["\f", "\\f"],
  ["\r", "\\r"],
]);

function quote(text: string): string {
  const escaped = text.replace(
    /["\\\u0000-\u001f]/g,
    (one) => SHORT.get(one) ?? "\\u" + one.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0"),
  );
  return `"${escaped}"`;
}

/** The one text of a value. Numbers are written as they were read: whoever reads them asks for integers in their one form. */
export function canonical(value: Json): string {
  if (value === null || typeof value === "boolean") {
    return String(value);
  }
  if (typeof value === "string") {
    return quote(value);
  }
  if (value instanceof JsonNumber) {
    return value.text;
  }
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  const keys = [...value.keys()].sort(byCodeUnits);
  return `{${keys.map((key) => `${quote(key)}:${canonical(value.get(key) ?? null)}`).join(",")}}`;
}

/** The order of keys and texts everywhere: by UTF-16 code unit. */
export function byCodeUnits(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
