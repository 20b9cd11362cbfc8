/** Calls that the interactions of a solution become: docs/transcript.md section 4. */
import { call } from "../abi.js";
import { bytes, EMPTY, type Hex } from "../bytes.js";
import { PERMIT2 } from "../eip712.js";
import type { Concentrated, ConstantProduct, Pool } from "../lines/pool.js";
import type { Custom, Swap } from "../lines/solution.js";
import type { Terms } from "./fill.js";
import type { Call } from "./pack.js";
import { Rejected } from "./rejected.js";

const EXACT_INPUT = "exactInputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))";
const NO_DEADLINE = (1n << 256n) - 1n;

/** The calls, and the tokens they touch are added to `tokens`. */
export function callsOf(
  place: string,
  step: Swap | Custom,
  pools: ReadonlyMap<string, Pool>,
  terms: Terms,
  tokens: Set<Hex>,
): Call[] {
  const calls = step.kind === "custom" ? custom(step) : swap(place, step, pools, terms);
  for (const { target } of calls) {
    if (target === terms.settlement || target === terms.hub || target === PERMIT2) {
      throw new Rejected("forbiddenTarget", `${place}: ${target} may not be called`);
    }
  }
  const touched =
    step.kind === "custom"
      ? [...step.allowances.map((allowance) => allowance.token), ...step.touched]
      : [step.inputToken, step.outputToken];
  touched.forEach((token) => tokens.add(token));
  return calls;
}

function custom(step: Custom): Call[] {
  return [
    ...step.allowances.map((one) => ({
      target: one.token,
      callData: call("approve(address,uint256)", one.spender, one.amount),
    })),
    { target: step.target, callData: bytes(step.callData) },
  ];
}

function swap(place: string, step: Swap, pools: ReadonlyMap<string, Pool>, terms: Terms): Call[] {
  const pool = pools.get(step.id);
  if (pool === undefined) {
    throw new Rejected("unknownLiquidity", `${place}.id: no such pool in the request`);
  }
  switch (pool.kind) {
    case "constantProduct":
      return pairSwap(place, step, pool, terms);
    case "concentratedLiquidity":
      return rangeSwap(place, step, pool, terms);
    default:
      throw new Rejected("liquidityNotEncoded", `${place}: no call is known for a pool of ${pool.kind}`);
  }
}

/** Whether token 0 is given. */
function direction(place: string, step: Swap, pool: ConstantProduct | Concentrated): boolean {
  const forwards = step.inputToken === pool.token0 && step.outputToken === pool.token1;
  const backwards = step.inputToken === pool.token1 && step.outputToken === pool.token0;
  if (!forwards && !backwards) {
    throw new Rejected("invalidSwap", `${place}: the pool trades ${pool.token0} and ${pool.token1}`);
  }
  if (step.inputAmount === 0n || step.outputAmount === 0n) {
    throw new Rejected("invalidSwap", `${place}: an amount is zero`);
  }
  return forwards;
}

function pairSwap(place: string, step: Swap, pool: ConstantProduct, terms: Terms): Call[] {
  const forwards = direction(place, step, pool);
  const out0 = forwards ? 0n : step.outputAmount;
  const out1 = forwards ? step.outputAmount : 0n;
  return [
    { target: step.inputToken, callData: call("transfer(address,uint256)", pool.address, step.inputAmount) },
    {
      target: pool.address,
      callData: call("swap(uint256,uint256,address,bytes)", out0, out1, terms.settlement, EMPTY),
    },
  ];
}

function rangeSwap(place: string, step: Swap, pool: Concentrated, terms: Terms): Call[] {
  direction(place, step, pool);
  return [
    { target: step.inputToken, callData: call("approve(address,uint256)", pool.router, step.inputAmount) },
    {
      target: pool.router,
      callData: call(
        EXACT_INPUT,
        step.inputToken,
        step.outputToken,
        pool.fee,
        terms.settlement,
        NO_DEADLINE,
        step.inputAmount,
        step.outputAmount,
        0n,
      ),
    },
  ];
}
