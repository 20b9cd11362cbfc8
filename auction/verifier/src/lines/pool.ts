/** Pools as solvers see them: docs/transcript.md section 3. */
import type { Hex } from "../bytes.js";
import { byAddress, type View } from "../view.js";
import { type CurveStable, readCurve } from "./curve.js";
import { type Common, common, fits, members, readReserve, type StableReserve } from "./liquidity.js";

export interface ConstantProduct extends Common {
  readonly kind: "constantProduct";
  readonly token0: Hex;
  readonly token1: Hex;
  readonly reserve0: bigint;
  readonly reserve1: bigint;
  /** Basis points. */
  readonly fee: bigint;
}

export interface Concentrated extends Common {
  readonly kind: "concentratedLiquidity";
  readonly router: Hex;
  readonly token0: Hex;
  readonly token1: Hex;
  /** Millionths. */
  readonly fee: bigint;
  /** Times 2^96. */
  readonly sqrtPrice: bigint;
  readonly liquidity: bigint;
  readonly tick: number;
  /** Ascending by tick. */
  readonly liquidityNet: readonly (readonly [number, bigint])[];
}

export interface WeightedReserve extends StableReserve {
  readonly weight: bigint;
}

export interface Weighted extends Common {
  readonly kind: "weightedProduct";
  /** Times 10^18, as are the weights and factors. */
  readonly fee: bigint;
  readonly reserves: readonly WeightedReserve[];
}

export interface Stable extends Common {
  readonly kind: "stable";
  /** `A * n^(n-1)` in thousandths. */
  readonly amplification: bigint;
  readonly reserves: readonly StableReserve[];
}

export interface LimitOrder extends Common {
  readonly kind: "limitOrder";
  readonly makerToken: Hex;
  readonly takerToken: Hex;
  readonly makerAmount: bigint;
  readonly takerAmount: bigint;
  readonly takerTokenFeeAmount: bigint;
}

export type Pool = ConstantProduct | Concentrated | Weighted | Stable | CurveStable | LimitOrder;

export interface PoolLine {
  readonly type: "pool";
  readonly pool: Pool;
}

const MAX_TICK = 887_272;
const MAX_TICKS = 20_000;
const MAX_TOKENS = 50;

export function readPoolLine(view: View): PoolLine {
  return { type: "pool", pool: readPool(view.members("type", "pool").at("pool")) };
}

export function readPool(view: View): Pool {
  switch (view.peek("kind").text()) {
    case "constantProduct":
      return readConstantProduct(view);
    case "concentratedLiquidity":
      return readConcentrated(view);
    case "weightedProduct":
      return readWeighted(view);
    case "stable":
      return readStable(view);
    case "curveStable":
      return readCurve(view);
    case "limitOrder":
      return readLimitOrder(view);
    default:
      return view.fail("unknown kind of pool");
  }
}

function readConstantProduct(view: View): ConstantProduct {
  const pool = members(view, "router", "fee", "tokens");
  pool.at("router").address();
  const reserves = byAddress(pool.at("tokens"), 2, (token) => token.members("balance").at("balance").uint(256));
  const [first, second] = [...reserves];
  if (first === undefined || second === undefined) {
    return pool.at("tokens").fail("must hold two tokens");
  }
  return {
    ...common(view, pool, [first[0], second[0]]),
    kind: "constantProduct",
    token0: first[0],
    token1: second[0],
    reserve0: first[1],
    reserve1: second[1],
    fee: pool.at("fee").fractionBelowOne(4),
  };
}

function readConcentrated(view: View): Concentrated {
  const pool = members(view, "router", "fee", "tokens", "sqrtPrice", "liquidity", "tick", "liquidityNet");
  const [token0, token1, ...others] = pool.at("tokens").list(2, (token) => token.address());
  if (token0 === undefined || token1 === undefined || others.length > 0 || token0 >= token1) {
    return pool.at("tokens").fail("must hold two tokens, ascending");
  }
  const net = pool
    .at("liquidityNet")
    .entries(MAX_TICKS)
    .map(([key, value]): [number, bigint] => [tick(key, value), value.signed(127)])
    .sort(([one], [other]) => one - other);
  return {
    ...common(view, pool, [token0, token1]),
    kind: "concentratedLiquidity",
    router: pool.at("router").address(),
    token0,
    token1,
    fee: pool.at("fee").fractionBelowOne(6),
    sqrtPrice: pool.at("sqrtPrice").uint(160),
    liquidity: pool.at("liquidity").uint(128),
    tick: Number(pool.at("tick").int(BigInt(-MAX_TICK - 1), BigInt(MAX_TICK))),
    liquidityNet: net,
  };
}

function tick(key: string, value: View): number {
  if (!/^(?:0|-?[1-9][0-9]{0,5})$/.test(key) || Math.abs(Number(key)) > MAX_TICK) {
    value.fail("its key must be a tick");
  }
  return Number(key);
}

function readWeighted(view: View): Weighted {
  const pool = members(view, "balancerPoolId", "fee", "version", "tokens");
  pool.at("balancerPoolId").word();
  const fee = pool.at("fee").fractionBelowOne(18);
  pool.at("version").oneOf("v0", "v3Plus");
  const weighted = reserves(pool.at("tokens"), (token) => {
    const reserve = token.members("balance", "scalingFactor", "weight");
    return { ...readReserve(reserve), weight: reserve.at("weight").fractionBelowOne(18) };
  });
  return {
    ...common(view, pool, [...weighted.keys()]),
    kind: "weightedProduct",
    fee,
    reserves: [...weighted].map(([token, reserve]) => ({ token, ...reserve })),
  };
}

function readStable(view: View): Stable {
  const pool = members(view, "balancerPoolId", "fee", "amplificationParameter", "tokens");
  pool.at("balancerPoolId").word();
  pool.at("fee").fractionBelowOne(18);
  const amplification = fits(pool.at("amplificationParameter"), 3, 64);
  const held = reserves(pool.at("tokens"), (token) => readReserve(token.members("balance", "scalingFactor")));
  return {
    ...common(view, pool, [...held.keys()]),
    kind: "stable",
    amplification,
    reserves: [...held].map(([token, reserve]) => ({ token, ...reserve })),
  };
}

function reserves<T>(view: View, read: (token: View) => T): Map<Hex, T> {
  const tokens = byAddress(view, MAX_TOKENS, read);
  return tokens.size < 2 ? view.fail("must hold at least two tokens") : tokens;
}

function readLimitOrder(view: View): LimitOrder {
  const pool = members(
    view,
    "hash",
    "makerToken",
    "takerToken",
    "makerAmount",
    "takerAmount",
    "takerTokenFeeAmount",
  );
  pool.at("hash").word();
  const makerToken = pool.at("makerToken").address();
  const takerToken = pool.at("takerToken").address();
  if (makerToken === takerToken) {
    pool.at("takerToken").fail("must be another token than makerToken");
  }
  return {
    ...common(view, pool, [makerToken, takerToken]),
    kind: "limitOrder",
    makerToken,
    takerToken,
    makerAmount: pool.at("makerAmount").uint(256),
    takerAmount: pool.at("takerAmount").uint(256),
    takerTokenFeeAmount: pool.at("takerTokenFeeAmount").uint(256),
  };
}
