// Deploys Balancer V2's own bytecode, as published with its deployments, and asks pools what they would do.
// Usage: balancer.mjs RPC_URL. Reads pools with swaps, one JSON object a line; prints the amounts, one JSON array a line,
// with null for a revert. Every swap has balances of its own: the Vault tells a pool what it has, and here we are the Vault.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { ContractFactory, Interface, JsonRpcProvider, JsonRpcSigner, toBeHex, zeroPadValue } from "ethers";

const tasks = join(dirname(createRequire(import.meta.url).resolve("@balancer-labs/v2-deployments")), "tasks");
const provider = new JsonRpcProvider(process.argv[2], undefined, { staticNetwork: true, batchMaxCount: 200 });
const deployer = new JsonRpcSigner(provider, "0x" + "de".repeat(20));
await provider.send("anvil_setBalance", [deployer.address, toBeHex(10n ** 24n)]);
await provider.send("anvil_impersonateAccount", [deployer.address]);
await provider.send("anvil_setAutomine", [true]);
const NONE = "0x" + "00".repeat(20);
const SHARES = 2n ** 111n;
const GIVEN_IN = 0;
const GIVEN_OUT = 1;

const read = (task, kind, name) => JSON.parse(readFileSync(join(tasks, task, kind, `${name}.json`), "utf8"));

function artifact(task, name, whole) {
  return whole ? read(task, "artifact", name)
    : { abi: read(task, "abi", name), bytecode: read(task, "bytecode", name).creationCode };
}

async function deploy({ abi, bytecode }, ...args) {
  const contract = await new ContractFactory(abi, bytecode, deployer).deploy(...args, { gasLimit: 16_000_000 });
  await contract.waitForDeployment();
  return contract;
}

/** An account whose code answers every call with one word: a token's decimals, or a rate. */
async function constant(address, value) {
  const code = "0x7f" + zeroPadValue(toBeHex(value), 32).slice(2) + "60005260206000f3";
  await provider.send("anvil_setCode", [address, code]);
  return address;
}

const WEIGHTED_V0 = artifact("20210418-weighted-pool", "WeightedPool", false);
const WEIGHTED_V3 = artifact("20230206-weighted-pool-v3", "WeightedPool", true);
const STABLE_FIRST = artifact("deprecated/20210624-stable-pool", "StablePool", false);
const STABLE_LATER = artifact("20230206-composable-stable-pool-v3", "ComposableStablePool", true);

const vault = await (await deploy(artifact("20210418-vault", "Vault", false),
  deployer.address, deployer.address, 0, 0)).getAddress();
const fees = await (await deploy(
  artifact("20220725-protocol-fee-percentages-provider", "ProtocolFeePercentagesProvider", true),
  vault, 10n ** 18n, 10n ** 18n)).getAddress();

let accounts = 0x10000n;
const account = () => zeroPadValue(toBeHex(accounts++), 20);

async function pool({ kind, tokens, fee, amplification }) {
  const addresses = [];
  const rates = [];
  for (const token of tokens) {
    addresses.push(await constant(account(), token.decimals));
    rates.push(token.rate ? await constant(account(), BigInt(token.rate)) : NONE);
  }
  const none = tokens.map(() => NONE);
  const zero = tokens.map(() => 0);
  const no = tokens.map(() => false);
  switch (kind) {
    case "weighted-v0":
      return [addresses, WEIGHTED_V0, await deploy(WEIGHTED_V0, vault, "P", "P", addresses,
        tokens.map((token) => token.weight), fee, 0, 0, deployer.address)];
    case "weighted-v3":
      return [addresses, WEIGHTED_V3, await deploy(WEIGHTED_V3,
        ["P", "P", addresses, tokens.map((token) => token.weight), none, none, fee],
        vault, fees, 0, 0, deployer.address, "")];
    case "stable-first":
      return [addresses, STABLE_FIRST, await deploy(STABLE_FIRST, vault, "P", "P", addresses, amplification, fee, 0, 0,
        deployer.address)];
    case "stable-later":
      return [addresses, STABLE_LATER, await deploy(STABLE_LATER,
        [vault, fees, "P", "P", addresses, rates, zero, no, amplification, fee, 0, 0, deployer.address, ""])];
    default:
      throw new Error(`no pool ${kind}`);
  }
}


async function ask(to, data) {
  try {
    return await provider.send("eth_call", [{ from: vault, to, data }, "latest"]);
  } catch (error) {
    if (!/revert/i.test(JSON.stringify(error.error ?? error.message))) {
      throw error;
    }
    return null;
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const spec = JSON.parse(line);
  const [tokens, { abi }, contract] = await pool(spec);
  const address = await contract.getAddress();
  const id = await contract.getPoolId();
  const functions = new Interface(abi);
  const general = spec.kind.startsWith("stable");
  const fragment = functions.fragments.find((one) => one.name === "onSwap"
    && one.inputs.length === (general ? 4 : 3));
  // A composable pool's own shares are among its tokens, in the order of addresses.
  const withShares = [...tokens];
  if (spec.kind === "stable-later") {
    withShares.push(address);
    withShares.sort((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
  }
  const results = await Promise.all(spec.swaps.map(async (swap) => {
    const request = [swap.exactIn ? GIVEN_IN : GIVEN_OUT, tokens[swap.in], tokens[swap.out], swap.amount, id, 0,
      deployer.address, deployer.address, "0x"];
    const balances = withShares.map((token) =>
      tokens.includes(token) ? BigInt(swap.balances[tokens.indexOf(token)]) : SHARES);
    const args = general
      ? [request, balances, withShares.indexOf(tokens[swap.in]), withShares.indexOf(tokens[swap.out])]
      : [request, swap.balances[swap.in], swap.balances[swap.out]];
    const answer = await ask(address, functions.encodeFunctionData(fragment, args));
    return answer === null ? null : functions.decodeFunctionResult(fragment, answer)[0].toString();
  }));
  console.log(JSON.stringify(results));
}
process.exit(0);
