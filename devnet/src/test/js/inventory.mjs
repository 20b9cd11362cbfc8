// A solver engine on nothing but ethers and node:http: it fills the first sell order it sees from its own inventory, 3 % above
// the order's limit, by an intent that it signs just in time. Read it as an introduction to docs/protocol.md section 5.
//
//   FAIRLEAD_SOLVER_KEY=0x… node inventory.mjs --port 7020 --chain-id 31337 --settlement 0x… [--sells 0x…]
//
// With --sells it fills only an order that sells this token.
import { createServer } from "node:http";
import { parseArgs } from "node:util";
import { Wallet, ZeroHash, getAddress } from "ethers";

const { values: option } = parseArgs({ options: Object.fromEntries(
  ["port", "chain-id", "settlement", "sells"].map((name) => [name, { type: "string" }])) });
const solver = new Wallet(process.env.FAIRLEAD_SOLVER_KEY);
const domain = { name: "Fairlead", version: "1", chainId: Number(option["chain-id"]), verifyingContract: option.settlement };
const INTENT = { Intent: [["address", "owner"], ["address", "receiver"], ["address", "sellToken"], ["address", "buyToken"],
  ["uint128", "sellAmount"], ["uint128", "buyAmount"], ["string", "side"], ["bool", "partiallyFillable"], ["uint32", "validFrom"],
  ["uint32", "validTo"], ["uint256", "nonce"], ["bytes32", "appData"]].map(([type, name]) => ({ type, name })) };
// Nonces of our own lane: the clock has ticked on since the last start.
let nonce = BigInt(Date.now()) << 8n;

async function solve(auction) {
  // A quote has no id. Its order has no limit that a price could be made from.
  if (auction.id === null) {
    return { solutions: [] };
  }
  const wanted = (token) => !option.sells || token.toLowerCase() === option.sells.toLowerCase();
  const order = auction.orders.find((one) => one.kind === "sell" && !one.partiallyFillable && wanted(one.sellToken));
  if (!order) {
    return { solutions: [] };
  }
  const pays = (BigInt(order.buyAmount) * 103n) / 100n;
  const own = { owner: solver.address, receiver: solver.address, sellToken: order.buyToken, buyToken: order.sellToken,
    sellAmount: pays.toString(), buyAmount: order.sellAmount, side: "sell", partiallyFillable: false, validFrom: 0,
    validTo: Math.floor(Date.now() / 1000) + 600, nonce: (nonce++).toString(), appData: ZeroHash };
  const signature = await solver.signTypedData(domain, INTENT, own);
  const { side, ...terms } = own;
  return { solutions: [{ id: 1,
    prices: { [order.sellToken]: pays.toString(), [order.buyToken]: order.sellAmount },
    trades: [
      { kind: "fulfillment", order: order.uid, executedAmount: order.sellAmount, fee: "0" },
      { kind: "jit", order: { ...terms, owner: getAddress(own.owner), kind: side, signature }, executedAmount: pays.toString(), fee: "0" }],
    interactions: [] }] };
}

createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  const body = chunks.length === 0 ? null : JSON.parse(Buffer.concat(chunks).toString());
  if (request.url === "/solve") {
    const answer = await solve(body);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(answer));
  } else {
    if (request.url === "/notify") {
      console.log(`notified  ${body.kind} ${body.message ?? ""}`);
    } else {
      // It knows nothing of commitments: the node then commits to what /solve answers.
      response.statusCode = 404;
    }
    response.end();
  }
}).listen(Number(option.port), "127.0.0.1", () => console.log("ready"));
