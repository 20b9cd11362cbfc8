/** Bytes and their `0x` form. An address is 20 bytes, a word 32, both kept as lower-case hex: texts then compare as bytes do. */
import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils";

export type Hex = string;

export const EMPTY = new Uint8Array(0);
export const ZERO_ADDRESS: Hex = "0x" + "00".repeat(20);
export const ZERO_WORD: Hex = "0x" + "00".repeat(32);

export function bytes(hex: Hex): Uint8Array {
  return hexToBytes(hex.slice(2));
}

export function hex(value: Uint8Array): Hex {
  return "0x" + bytesToHex(value);
}

export function join(...parts: Uint8Array[]): Uint8Array {
  return concatBytes(...parts);
}

export function utf8(text: string): Uint8Array {
  return utf8ToBytes(text);
}

/** Number of bytes of a `0x` text. */
export function size(value: Hex): number {
  return (value.length - 2) / 2;
}

/** Big-endian, of exactly `length` bytes. Whoever calls it has checked that the number fits. */
export function unsigned(value: bigint, length: number): Uint8Array {
  if (value < 0n || value >> BigInt(8 * length) !== 0n) {
    throw new RangeError(`a number does not fit ${length} bytes`);
  }
  return hexToBytes(value.toString(16).padStart(2 * length, "0"));
}

export function toBigInt(value: Uint8Array): bigint {
  return value.length === 0 ? 0n : BigInt(hex(value));
}

export function keccak(...parts: Uint8Array[]): Hex {
  return hex(keccak_256(concatBytes(...parts)));
}
