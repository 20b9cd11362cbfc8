/** secp256k1 signatures as the contract reads them: docs/protocol.md section 1.5. */
import { secp256k1 } from "@noble/curves/secp256k1";
import { bytes, hex, type Hex, join, keccak, size, toBigInt } from "./bytes.js";

const ORDER = secp256k1.CURVE.n;

/** `r ‖ s ‖ v` of a signature of 64 or 65 bytes; undefined if it has another length. */
export function ecdsa(signature: Hex): Hex | undefined {
  switch (size(signature)) {
    case 65:
      return signature;
    case 64: {
      const compact = bytes(signature);
      const high = compact[32] ?? 0;
      compact[32] = high & 0x7f;
      return hex(join(compact, Uint8Array.of(high & 0x80 ? 28 : 27)));
    }
    default:
      return undefined;
  }
}

/** Who signed; undefined if nobody can have. Numbers out of the contract's ranges recover to nobody. */
export function recover(digest: Hex, signature: Hex): Hex | undefined {
  const raw = bytes(signature);
  const r = toBigInt(raw.slice(0, 32));
  const s = toBigInt(raw.slice(32, 64));
  const v = raw[64];
  if ((v !== 27 && v !== 28) || r === 0n || r >= ORDER || s === 0n || s > ORDER / 2n) {
    return undefined;
  }
  try {
    const key = new secp256k1.Signature(r, s).addRecoveryBit(v - 27).recoverPublicKey(bytes(digest));
    return "0x" + keccak(key.toRawBytes(false).slice(1)).slice(26);
  } catch {
    return undefined;
  }
}

/** Whether 65 bytes have a 64-byte form (EIP-2098). */
export function isCompactable(signature: Hex): boolean {
  const raw = bytes(signature);
  return raw.length === 65 && (raw[64] === 27 || raw[64] === 28) && (raw[32] ?? 0x80) < 0x80;
}

/** `r ‖ vs` of 65 bytes that have this form. */
export function compact(signature: Hex): Uint8Array {
  const raw = bytes(signature).slice(0, 64);
  if (signature.endsWith("1c")) {
    raw[32] = (raw[32] ?? 0) | 0x80;
  }
  return raw;
}
