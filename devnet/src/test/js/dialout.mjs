// A solver engine behind NAT, on nothing but ethers and ws: it connects to the node, signs the node's challenge, and fills the first
// sell order it sees from its own inventory, 4 % above the order's limit, by an intent that it signs just in time. Nobody sees a bid of
// it before all bids are in: it commits to solution and score, and opens afterwards. It keeps what it was sent, so that the node sends
// only what changed. Read it as an introduction to docs/solvers.md.
//
//   FAIRLEAD_SOLVER_KEY=0x… node dialout.mjs --node ws://127.0.0.1:8080/solver --name solver-mine [--node-account 0x…]
//
// --overstate WEI adds a second bid each time that claims so much more than it scores, to see it refused.
import { parseArgs } from "node:util";
import { Wallet, ZeroHash, concat, getAddress, hexlify, id as keccak, keccak256, randomBytes, toBeHex, zeroPadValue } from "ethers";
import WebSocket from "ws";

const { values: option } = parseArgs({ options: Object.fromEntries(
  ["node", "name", "node-account", "overstate"].map((name) => [name, { type: "string" }])) });
const solver = new Wallet(process.env.FAIRLEAD_SOLVER_KEY);
// Addresses in lower case: what is hashed is the text.
const account = solver.address.toLowerCase();
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
  return order ? [await filled(1, order, domain)] : [];
}

async function filled(id, order, domain) {
  const pays = ((BigInt(order.buyAmount) * 104n) / 100n).toString();
  const own = { owner: account, receiver: account, sellToken: order.buyToken, buyToken: order.sellToken,
    sellAmount: pays, buyAmount: order.sellAmount, side: "sell", partiallyFillable: false, validFrom: 0,
    validTo: Math.floor(Date.now() / 1000) + 600, nonce: (nonce++).toString(), appData: ZeroHash };
  const signature = await solver.signTypedData(domain, INTENT, own);
  const { side, ...terms } = own;
  return { id,
    prices: { [order.sellToken]: pays, [order.buyToken]: order.sellAmount },
    trades: [
      { kind: "fulfillment", order: order.uid, executedAmount: order.sellAmount, fee: "0" },
      { kind: "jit", order: { ...terms, kind: side, signature }, executedAmount: pays, fee: "0" }],
    interactions: [] };
}

// ---- Sealed bids (docs/protocol.md section 5.2). An engine that never says "commit" can do without this, and trusts the node more.

const ceilDivide = (dividend, divisor) => (dividend + divisor - 1n) / divisor;

// What the owners of sell orders get above their limits, in native wei. Just-in-time trades score nothing.
function scoreOf(solution, auction) {
  const wei = solution.trades.filter(({ kind }) => kind === "fulfillment").reduce((sum, { order: uid, executedAmount, fee }) => {
    const order = auction.orders.find((one) => one.uid === uid);
    const price = (token) => BigInt(solution.prices[token]);
    const bought = ceilDivide(BigInt(executedAmount) * price(order.sellToken), price(order.buyToken));
    const sold = BigInt(executedAmount) + BigInt(fee);
    const limit = ceilDivide(BigInt(order.fullBuyAmount) * sold, BigInt(order.fullSellAmount));
    return sum + (bought - limit) * BigInt(auction.tokens[order.buyToken].referencePrice ?? 0);
  }, 0n);
  return wei / 10n ** 18n;
}

const word = (value) => zeroPadValue(value, 32);
const commitment = (place, { solution, score, salt }) => keccak256(concat([
  keccak("fairlead.commitment.scored.v1"), place, word(account), keccak(canonical(solution)), word(toBeHex(BigInt(score))), salt]));

// What opens the bids of the latest auctions, by their id. It outlives a connection.
const sealed = new Map();

async function commit(auction, place, domain) {
  const openings = (await solve(auction, domain)).map((solution) => (
    { solution, score: scoreOf(solution, auction).toString(), salt: hexlify(randomBytes(32)) }));
  if (option.overstate !== undefined && openings.length > 0) {
    const [{ solution, score }] = openings;
    openings.push({ solution: { ...solution, id: 2 }, score: (BigInt(score) + BigInt(option.overstate)).toString(),
      salt: hexlify(randomBytes(32)) });
  }
  sealed.set(auction.id, openings);
  if (sealed.size > 4) {
    sealed.delete(sealed.keys().next().value);
  }
  return openings.map((opening) => commitment(place, opening));
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
      const login = { solver: option.name, account, node, nonce: fresh };
      say({ type: "login", solver: login.solver, account,
        signature: await solver.signTypedData(domain, LOGIN, login) });
    },
    welcome() {
      next = 500;
      console.log("ready");
    },
    async solve({ request, keep, state, delta, auction: place }) {
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
      say(place
        ? { type: "commit", request, commitments: await commit(auction, place, domain) }
        : { type: "answer", request, answer: { solutions: await solve(auction, domain) } });
    },
    reveal({ request, auctionId }) {
      say({ type: "open", request, openings: sealed.get(auctionId) ?? [] });
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
