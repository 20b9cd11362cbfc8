/** Owners who sign by code or by a transaction, as the chain knew them at a block: docs/protocol.md section 1.5. */
import { call, wordAt } from "../abi.js";
import { bytes, hex, type Hex, keccak, utf8, ZERO_WORD } from "../bytes.js";
import type { Block } from "../lines/header.js";
import type { OwnerSignature } from "../verify/evidence.js";
import { ecdsa, recover } from "../signature.js";
import { isMarked6492, unwrap6492 } from "../wrapped.js";
import { data, Refusal, type Rpc } from "./rpc.js";

const ERC1271_GAS = 300_000n;
const TRANSACTION_GAS = 21_000n;
const BYTE_GAS = 16n;
const ZERO_BYTE_GAS = 4n;
const DEPLOY_GAS = 3_000_000n;
const IS_VALID_SIGNATURE = "isValidSignature(bytes32,bytes)";
const MAGIC = BigInt(keccak(utf8(IS_VALID_SIGNATURE)).slice(0, 10) + ZERO_WORD.slice(10));

/** The node keeps no state of the block. */
class Untold extends Error {}

export class Owners {
  constructor(
    private readonly rpc: Rpc,
    private readonly settlement: Hex,
  ) {}

  async isSigned(signed: OwnerSignature, digest: Hex, block: Block): Promise<boolean | undefined> {
    const at = `0x${block.number.toString(16)}`;
    try {
      return await (signed.permit2 ? this.byPermit2(signed, digest, at) : this.byAllowance(signed, digest, at));
    } catch (e) {
      if (e instanceof Untold) {
        return undefined;
      }
      throw e;
    }
  }

  private async byPermit2(signed: OwnerSignature, digest: Hex, at: Hex): Promise<boolean> {
    const { owner } = signed;
    return (await this.hasCode(owner, at))
      ? this.accepts(owner, digest, signed.signature, at)
      : isByKey(owner, digest, signed.signature);
  }

  private async byAllowance(signed: OwnerSignature, digest: Hex, at: Hex): Promise<boolean> {
    const { owner } = signed;
    const { signature } = signed;
    if (isMarked6492(signature)) {
      const inner = unwrap6492(signature);
      if (inner === undefined) {
        return false;
      }
      if (isByKey(owner, digest, inner.signature)) {
        return true;
      }
      return (await this.hasCode(owner, at))
        ? this.accepts(owner, digest, inner.signature, at)
        : this.acceptsOnceDeployed(owner, digest, signature, at);
    }
    if (signature === "0x") {
      const answer = await this.call(this.settlement, call("presigned(address,bytes32)", owner, digest), at);
      return answer !== undefined && wordAt(answer, 0) === 1n;
    }
    return (await this.hasCode(owner, at)) && (await this.accepts(owner, digest, signature, at));
  }

  private async hasCode(owner: Hex, at: Hex): Promise<boolean> {
    const code = await this.rpc.call("eth_getCode", owner, at);
    if (code instanceof Refusal) {
      throw new Untold();
    }
    return data(code) !== "0x";
  }

  private async accepts(owner: Hex, digest: Hex, signature: Hex, at: Hex): Promise<boolean> {
    const input = call(IS_VALID_SIGNATURE, digest, bytes(signature));
    const zeros = input.filter((one) => one === 0).length;
    const gas =
      ERC1271_GAS + TRANSACTION_GAS + BigInt(zeros) * ZERO_BYTE_GAS + BigInt(input.length - zeros) * BYTE_GAS;
    const answer = await this.call(owner, input, at, gas);
    return answer !== undefined && wordAt(answer, 0) === MAGIC;
  }

  private async acceptsOnceDeployed(owner: Hex, digest: Hex, signature: Hex, at: Hex): Promise<boolean> {
    // The verifier's address never changes, so a node that keeps no old state can tell it too.
    const verifier = await this.call(this.settlement, call("verifier()"), "latest");
    const word = verifier === undefined ? undefined : wordAt(verifier, 0);
    if (word === undefined || word >> 160n !== 0n) {
      throw new Untold();
    }
    const input = call("isValid(address,bytes32,bytes)", owner, digest, bytes(signature));
    const answer = await this.call(`0x${word.toString(16).padStart(40, "0")}`, input, at, DEPLOY_GAS);
    return answer !== undefined && answer.length === 32 && wordAt(answer, 0) === 1n;
  }

  /** Undefined if the call was made and failed. */
  private async call(to: Hex, input: Uint8Array, at: Hex, gas?: bigint): Promise<Uint8Array | undefined> {
    const request = { to, data: hex(input), ...(gas === undefined ? {} : { gas: `0x${gas.toString(16)}` }) };
    const answer = await this.rpc.call("eth_call", request, at);
    if (answer instanceof Refusal) {
      if (answer.reverted) {
        return undefined;
      }
      throw new Untold();
    }
    return bytes(data(answer));
  }
}

function isByKey(owner: Hex, digest: Hex, signature: Hex): boolean {
  const plain = ecdsa(signature);
  return plain !== undefined && recover(digest, plain) === owner;
}
