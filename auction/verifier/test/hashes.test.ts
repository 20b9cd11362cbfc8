import assert from "node:assert/strict";
import test from "node:test";
import { secp256k1 } from "@noble/curves/secp256k1";
import { bytes, hex, type Hex, join, keccak, unsigned, utf8, ZERO_WORD } from "../src/bytes.js";
import { call } from "../src/abi.js";
import { hashStruct, PERMIT2, textHash } from "../src/eip712.js";
import { merkleRoot } from "../src/merkle.js";
import { compact, ecdsa, isCompactable, recover } from "../src/signature.js";
import { unwrap6492 } from "../src/wrapped.js";

const KEY = unsigned(0x1234_5678n, 32);
const OWNER = "0x" + keccak(secp256k1.getPublicKey(KEY, false).slice(1)).slice(26);
const DIGEST = keccak(utf8("a digest"));
const ORDER = secp256k1.CURVE.n;

function sign(): { r: bigint; s: bigint; v: number } {
  const { r, s, recovery } = secp256k1.sign(bytes(DIGEST), KEY);
  return { r, s, v: 27 + recovery };
}

function plain(r: bigint, s: bigint, v: number): Hex {
  return hex(join(unsigned(r, 32), unsigned(s, 32), Uint8Array.of(v)));
}

test("Permit2's domain is the deployed one of mainnet", () => {
  const domain = hashStruct(
    "EIP712Domain(string name,uint256 chainId,address verifyingContract)",
    textHash("Permit2"),
    1n,
    PERMIT2,
  );
  assert.equal(domain, "0x866a5aba21966af95d6c7ab78eb2b2fc913915c28be3b9aa07cc04ff903e3f28");
});

test("65 and 64 bytes recover to the signer", () => {
  const { r, s, v } = sign();
  const long = plain(r, s, v);
  assert.equal(recover(DIGEST, long), OWNER);
  assert.ok(isCompactable(long));
  assert.equal(ecdsa(hex(compact(long))), long);
  assert.equal(ecdsa("0x1234"), undefined);
  assert.notEqual(recover(keccak(utf8("another")), long), OWNER);
});

test("numbers out of range recover to nobody", () => {
  const { r, s, v } = sign();
  const bad = [
    plain(r, ORDER - s, 55 - v),
    plain(r, s, v - 27),
    plain(r, s, 29),
    plain(0n, s, v),
    plain(ORDER, s, v),
    plain(r, 0n, v),
  ];
  for (const signature of bad) {
    assert.equal(recover(DIGEST, signature), undefined, signature);
  }
});

test("a batch's root stands between sentinels, and a lone node moves up", () => {
  const leaf = (hash: Hex): Uint8Array => bytes(keccak(Uint8Array.of(0), bytes(hash)));
  const node = (left: Uint8Array, right: Uint8Array): Uint8Array =>
    bytes(keccak(Uint8Array.of(1), left, right));
  const last = "0x" + "ff".repeat(32);
  const one = keccak(utf8("one"));
  assert.equal(merkleRoot([]), hex(node(leaf(ZERO_WORD), leaf(last))));
  assert.equal(merkleRoot([one]), hex(node(node(leaf(ZERO_WORD), leaf(one)), leaf(last))));
});

test("calls are encoded as Solidity does", () => {
  const word = (value: bigint): string => value.toString(16).padStart(64, "0");
  assert.equal(hex(call("transfer(address,uint256)", PERMIT2, 5n)), `0xa9059cbb${word(BigInt(PERMIT2))}${word(5n)}`);
  assert.equal(
    hex(call("swap(uint256,uint256,address,bytes)", 1n, 2n, PERMIT2, Uint8Array.of(0xab))),
    `0x022c0d9f${word(1n)}${word(2n)}${word(BigInt(PERMIT2))}${word(128n)}${word(1n)}ab${"00".repeat(31)}`,
  );
});

test("a signature of an account not deployed yet is unwrapped, a malformed one is not", () => {
  const magic = "6492".repeat(16);
  const body = hex(call("f(address,bytes,bytes)", PERMIT2, Uint8Array.of(1), Uint8Array.of(2, 3))).slice(10);
  assert.equal(unwrap6492(`0x${body}${magic}`)?.signature, "0x0203");
  assert.equal(unwrap6492(`0x${magic}`), undefined);
  assert.equal(unwrap6492(`0x${"ff".repeat(96)}${magic}`), undefined);
  assert.equal(unwrap6492(`0x${body}`), undefined);
});
