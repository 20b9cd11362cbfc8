/** Uniswap pools as the chain knew them at a block, found by the factories the user gave. */
import { call, wordAt } from "../abi.js";
import { bytes, hex, type Hex } from "../bytes.js";
import type { Block } from "../lines/header.js";
import type { Concentrated, ConstantProduct, Pool } from "../lines/pool.js";
import { data, Refusal, type Rpc } from "./rpc.js";

export interface Factories {
  readonly v2: Hex | undefined;
  readonly v3: Hex | undefined;
}

const MAX_TICK = 887_272;
const MAX_SPACING = 16_384n;
const WORD_BITS = 256;
const MAX_REMEMBERED = 256;

export class PoolReader {
  /** Net liquidity of a pool's ticks, by pool, spacing and block hash: thousands of calls each. */
  private readonly remembered = new Map<string, string>();

  constructor(
    private readonly rpc: Rpc,
    private readonly factories: Factories,
  ) {}

  /** What is different; empty if nothing is, undefined if it cannot be told. */
  async difference(pool: Pool, block: Block): Promise<string | undefined> {
    const at = `0x${block.number.toString(16)}`;
    switch (pool.kind) {
      case "constantProduct":
        return this.pair(pool, at);
      case "concentratedLiquidity":
        return this.range(pool, at, block.hash);
      default:
        return undefined;
    }
  }

  private async pair(pool: ConstantProduct, at: Hex): Promise<string | undefined> {
    const { v2 } = this.factories;
    if (v2 === undefined) {
      return undefined;
    }
    const answers = await this.words(at, [
      [v2, call("getPair(address,address)", pool.token0, pool.token1)],
      [pool.address, call("getReserves()")],
    ]);
    const [pair, reserves] = answers ?? [];
    if (pair === undefined || reserves === undefined) {
      return undefined;
    }
    return differences([
      ["address", pair[0], BigInt(pool.address)],
      ["reserve0", reserves[0], pool.reserve0],
      ["reserve1", reserves[1], pool.reserve1],
    ]);
  }

  private async range(pool: Concentrated, at: Hex, block: Hex): Promise<string | undefined> {
    const { v3 } = this.factories;
    if (v3 === undefined) {
      return undefined;
    }
    const answers = await this.words(at, [
      [v3, call("getPool(address,address,uint24)", pool.token0, pool.token1, pool.fee)],
      [pool.address, call("slot0()")],
      [pool.address, call("liquidity()")],
      [pool.address, call("tickSpacing()")],
    ]);
    const [found, slot0, liquidity, spacing] = answers ?? [];
    if (found === undefined || slot0 === undefined || liquidity === undefined || spacing === undefined) {
      return undefined;
    }
    const difference = differences([
      ["address", found[0], BigInt(pool.address)],
      ["sqrtPrice", slot0[0], pool.sqrtPrice],
      ["tick", signed(slot0[1]), BigInt(pool.tick)],
      ["liquidity", liquidity[0], pool.liquidity],
    ]);
    const step = spacing[0] ?? 0n;
    if (difference !== "" || step < 1n || step > MAX_SPACING) {
      return difference;
    }
    const key = `${pool.address} ${step} ${block}`;
    const onChain = this.remembered.get(key) ?? (await this.ticks(pool.address, Number(step), at));
    if (onChain === undefined) {
      return undefined;
    }
    if (this.remembered.size < MAX_REMEMBERED) {
      this.remembered.set(key, onChain);
    }
    const recorded = pool.liquidityNet.map(([tick, net]) => `${tick}: ${net}`).join(", ");
    return onChain === recorded ? "" : `liquidityNet ${onChain}`;
  }

  /** Every initialised tick, and no other, with its net liquidity; undefined if the node refuses. */
  private async ticks(pool: Hex, spacing: number, at: Hex): Promise<string | undefined> {
    const first = Math.floor(Math.floor(-MAX_TICK / spacing) / WORD_BITS);
    const last = Math.floor(Math.floor(MAX_TICK / spacing) / WORD_BITS);
    const positions = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    const words = await this.words(
      at,
      positions.map((position): [Hex, Uint8Array] => [pool, call("tickBitmap(int16)", word(position))]),
    );
    if (words === undefined) {
      return undefined;
    }
    const ticks: number[] = [];
    words.forEach(([bits], i) => {
      for (let bit = 0; bit < WORD_BITS; bit++) {
        if (((bits ?? 0n) >> BigInt(bit)) & 1n) {
          ticks.push(((positions[i] ?? 0) * WORD_BITS + bit) * spacing);
        }
      }
    });
    const nets = await this.words(
      at,
      ticks.map((tick): [Hex, Uint8Array] => [pool, call("ticks(int24)", word(tick))]),
    );
    if (nets === undefined) {
      return undefined;
    }
    return ticks.map((tick, i) => `${tick}: ${signed(nets[i]?.[1])}`).join(", ");
  }

  /** The words each call answers; undefined if the node refuses one. */
  private async words(at: Hex, calls: readonly [Hex, Uint8Array][]): Promise<(bigint | undefined)[][] | undefined> {
    const answers = await this.rpc.calls(
      calls.map(([to, input]) => ({ method: "eth_call", params: [{ to, data: hex(input) }, at] })),
    );
    if (answers.some((answer) => answer instanceof Refusal)) {
      return undefined;
    }
    return answers.map((answer) => {
      const raw = bytes(data(answer));
      return [wordAt(raw, 0), wordAt(raw, 1)];
    });
  }
}

/** Two's complement of 256 bits. */
function word(value: number): bigint {
  return BigInt.asUintN(256, BigInt(value));
}

function signed(value: bigint | undefined): bigint | undefined {
  return value === undefined ? undefined : BigInt.asIntN(256, value);
}

function differences(compared: readonly (readonly [string, bigint | undefined, bigint])[]): string {
  return compared
    .filter(([, onChain, recorded]) => onChain !== recorded)
    .map(([name, onChain]) => `${name} ${onChain ?? "none"}`)
    .join(", ");
}
