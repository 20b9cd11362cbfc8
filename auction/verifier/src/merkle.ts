/** The root of a batch: docs/protocol.md section 4. */
import { bytes, type Hex, keccak, ZERO_WORD } from "./bytes.js";

const LAST: Hex = "0x" + "ff".repeat(32);

/** Of hashes that ascend. */
export function merkleRoot(hashes: readonly Hex[]): Hex {
  let level = [ZERO_WORD, ...hashes, LAST].map((leaf) => keccak(Uint8Array.of(0), bytes(leaf)));
  while (level.length > 1) {
    const parents: Hex[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const left = level[i] ?? ZERO_WORD;
      const right = level[i + 1];
      parents.push(right === undefined ? left : keccak(Uint8Array.of(1), bytes(left), bytes(right)));
    }
    level = parents;
  }
  return level[0] ?? ZERO_WORD;
}
