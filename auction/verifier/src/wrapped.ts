/** Signatures of accounts that may not be deployed yet (ERC-6492): docs/protocol.md section 1.5. */
import { bytes, type Hex, hex } from "./bytes.js";
import { wordAt } from "./abi.js";

const MAGIC = "6492".repeat(16);
const WORD = 32;

export function isMarked6492(signature: Hex): boolean {
  return signature.length >= 2 + MAGIC.length && signature.endsWith(MAGIC);
}

/** What is before the mark: factory, its call, the account's own signature; undefined if it is not of this form. */
export function unwrap6492(signature: Hex): { readonly factory: Hex; readonly signature: Hex } | undefined {
  if (!isMarked6492(signature)) {
    return undefined;
  }
  const wrapped = bytes(signature.slice(0, -MAGIC.length));
  const factory = wordAt(wrapped, 0);
  const call = bytesAt(wrapped, 1);
  const own = bytesAt(wrapped, 2);
  return factory === undefined || factory >> 160n !== 0n || call === undefined || own === undefined
    ? undefined
    : { factory: `0x${factory.toString(16).padStart(40, "0")}`, signature: hex(own) };
}

/** The bytes that the n-th word points at. */
function bytesAt(encoded: Uint8Array, n: number): Uint8Array | undefined {
  const offset = wordAt(encoded, n);
  if (offset === undefined || offset > BigInt(encoded.length - WORD)) {
    return undefined;
  }
  const from = Number(offset) + WORD;
  const length = wordAt(encoded.slice(Number(offset)), 0);
  return length === undefined || length > BigInt(encoded.length - from)
    ? undefined
    : encoded.slice(from, from + Number(length));
}
