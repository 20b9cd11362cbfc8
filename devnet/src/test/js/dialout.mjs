// A solver engine behind NAT, on nothing but ethers and ws: it connects to the node, signs the node's challenge, and fills the first
// sell order it sees from its own inventory, 4 % above the order's limit, by an intent that it signs just in time. It keeps what it was
// sent, so that the node sends only what changed. Read it as an introduction to docs/solvers.md.
//
//   FAIRLEAD_SOLVER_KEY=0x… node dialout.mjs --node ws://127.0.0.1:8080/solver --name solver-mine [--node-account 0x…]
import { parseArgs } from "node:util";
import { Wallet, ZeroHash, getAddress, id as keccak } from "ethers";
import WebSocket from "ws";

const { values: option } = parseArgs({ options: Object.fromEntries(
  ["node", "name", "node-account"].map((name) => [name, { type: "string" }])) });
const solver = new Wallet(process.env.FAIRLEAD_SOLVER_KEY);
const fields = (...list) => list.map(([type, name]) => ({ type, name }));
const LOGIN = { SolverLogin: fields(["string", "solver"], ["address", "account"], ["address", "node"], ["bytes32", "nonce"]) };
const INTENT = { Intent: fields(["address", "owner"], ["address", "receiver"], ["address", "sellToken"], ["address", "buyToken"],
  ["uint128", "sellAmount"], ["uint128", "buyAmount"], ["string", "side"], ["bool", "partiallyFillable"], ["uint32", "validFrom"],
  ["uint32", "validTo"], ["uint256", "nonce"], ["bytes32", "appData"]) };
// Nonces of our own lane: the clock has ticked on since the last start.
let nonce = BigInt(Date.now()) << 8n;

// ---- Changes instead of whole requests. An engine that never says "have" can do without all of this.

const canonical = (value) =>
  Array.isArray(value) ? `[${value.map(canonical).join(",")}]`
    : value !== null && typeof value === "object"
      ? `{${Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`
      : JSON.stringify(value);
const KEYS = { orders: "uid", liquidity: "id" };
const keyed = (state) => Object.fromEntries(Object.entries(state).map(([name, value]) =>
  [name, name in KEYS ? Object.fromEntries(value.map((one) => [one[KEYS[name]], one])) : value]));
const unkeyed = (state) => Object.fromEntries(Object.entries(state).map(([name, value]) =>
  [name, name in KEYS ? Object.keys(value).sort().map((key) => value[key]) : value]));

function patched(before, patch) {
  const after = { ...before };
  (patch.drop ?? []).forEach((name) => delete after[name]);
  Object.entries(patch.in ?? {}).forEach(([name, inner]) => { after[name] = patched(after[name], inner); });
  return Object.assign(after, patch.set ?? {});
}

// ---- Solving.

async function solve(auction, domain) {
  // A quote has no id. Its order has no limit that a price could be made from.
  const order = auction.id === null ? undefined : auction.orders.find((one) => one.kind === "sell" && !one.partiallyFillable);
  if (!order) {
    return { solutions: [] };
  }
  const pays = ((BigInt(order.buyAmount) * 104n) / 100n).toString();
  const own = { owner: solver.address, receiver: solver.address, sellToken: order.buyToken, buyToken: order.sellToken,
    sellAmount: pays, buyAmount: order.sellAmount, side: "sell", partiallyFillable: false, validFrom: 0,
    validTo: Math.floor(Date.now() / 1000) + 600, nonce: (nonce++).toString(), appData: ZeroHash };
  const signature = await solver.signTypedData(domain, INTENT, own);
  const { side, ...terms } = own;
  return { solutions: [{ id: 1,
    prices: { [order.sellToken]: pays, [order.buyToken]: order.sellAmount },
    trades: [
      { kind: "fulfillment", order: order.uid, executedAmount: order.sellAmount, fee: "0" },
      { kind: "jit", order: { ...terms, owner: getAddress(own.owner), kind: side, signature }, executedAmount: pays, fee: "0" }],
    interactions: [] }] };
}

// ---- The connection.

function connect(wait) {
  const socket = new WebSocket(option.node);
  const say = (message) => socket.send(JSON.stringify(message));
  let held; // the last state we said we have: { hash, state }
  let domain;
  let next = wait;
  const on = {
    async challenge({ chainId, settlement, node, nonce: fresh }) {
      if (option["node-account"] && getAddress(option["node-account"]) !== getAddress(node)) {
        throw new Error(`this is another node, ${node}`);
      }
      domain = { name: "Fairlead", version: "1", chainId: BigInt(chainId), verifyingContract: settlement };
      const login = { solver: option.name, account: solver.address, node, nonce: fresh };
      say({ type: "login", solver: login.solver, account: login.account.toLowerCase(),
        signature: await solver.signTypedData(domain, LOGIN, login) });
    },
    welcome() {
      next = 500;
      console.log("ready");
    },
    async solve({ request, keep, state, delta }) {
      let auction = state;
      if (delta) {
        auction = held?.hash === delta.base ? unkeyed(patched(keyed(held.state), delta.patch)) : undefined;
        if (auction === undefined || keccak(canonical(auction)) !== delta.result) {
          say({ type: "whole", request });
          return;
        }
        console.log(`changed   ${JSON.stringify(delta).length} of ${canonical(auction).length} characters`);
      }
      if (keep) {
        held = { hash: keccak(canonical(auction)), state: auction };
        say({ type: "have", state: held.hash });
      }
      say({ type: "answer", request, answer: await solve(auction, domain) });
    },
    notify({ notification }) {
      console.log(`notified  ${notification.kind} ${notification.message ?? ""}`);
    },
    fault({ code, field, message }) {
      console.log(`fault     ${code} ${field} ${message}`);
    },
  };
  // What is left of an earlier message must be done before the next one is.
  let last = Promise.resolve();
  socket.on("message", (text) => {
    const message = JSON.parse(text);
    last = last.then(() => on[message.type]?.(message)).catch((error) => {
      console.log(`error     ${error.message}`);
      socket.close();
    });
  });
  socket.on("error", (error) => console.log(`error     ${error.message}`));
  socket.on("close", () => setTimeout(() => connect(Math.min(2 * next, 30_000)), next));
}

connect(500);
