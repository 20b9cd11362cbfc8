/** Solidity's ABI, as far as calls and answers here need it. */
import { bytes, type Hex, join, keccak, toBigInt, unsigned, utf8 } from "./bytes.js";

/** An argument: a number, an address or a word, or bytes. */
export type Argument = bigint | Hex | Uint8Array;

const WORD = 32;

/** By signature: a pool's ticks are thousands of calls of one function. */
const selectors = new Map<string, Uint8Array>();

function padded(value: Uint8Array): Uint8Array {
  return join(value, new Uint8Array((WORD - (value.length % WORD)) % WORD));
}

/** Selector and arguments of a function without nested lists. A tuple of words is its words. */
export function call(signature: string, ...values: Argument[]): Uint8Array {
  const selector = selectors.get(signature) ?? bytes(keccak(utf8(signature))).slice(0, 4);
  selectors.set(signature, selector);
  return join(selector, encode(...values));
}

export function encode(...values: Argument[]): Uint8Array {
  const head: Uint8Array[] = [];
  const tail: Uint8Array[] = [];
  let at = WORD * values.length;
  for (const value of values) {
    if (value instanceof Uint8Array) {
      head.push(unsigned(BigInt(at), WORD));
      const body = join(unsigned(BigInt(value.length), WORD), padded(value));
      tail.push(body);
      at += body.length;
    } else {
      head.push(unsigned(BigInt(value), WORD));
    }
  }
  return join(...head, ...tail);
}

/** The n-th word of an answer; undefined if it is too short. */
export function wordAt(answer: Uint8Array, n: number): bigint | undefined {
  const from = WORD * n;
  return answer.length < from + WORD ? undefined : toBigInt(answer.slice(from, from + WORD));
}
