// A complete wallet for Fairlead on nothing but ethers: quotes, approves, signs, submits, checks the
// receipt, follows the intent live until it is settled, and cancels a second one. Read it top down as
// an introduction to docs/protocol.md section 7; it ends with code 0 only if all of it worked.
//
//   FAIRLEAD_WALLET_KEY=0x… node wallet.mjs --relay http://127.0.0.1:8080 --chain http://127.0.0.1:8545 \
//     --settlement 0x… --sell 0x… --buy 0x… --amount 1.5
import assert from "node:assert/strict";
import { on, once } from "node:events";
import { parseArgs } from "node:util";
import { Contract, JsonRpcProvider, TypedDataEncoder, Wallet, formatUnits, getAddress, parseUnits, verifyTypedData } from "ethers";
import { WebSocket } from "ws";

const LIMIT_MILLIS = 60_000;
const RECEIPT = { Receipt: ["bytes32 leaf", "uint64 seq", "uint64 firstBatch", "uint64 lastBatch", "bytes32 previousReceiptHash"]
  .map((field) => ({ type: field.split(" ")[0], name: field.split(" ")[1] })) };
const ERC20 = ["function symbol() view returns (string)", "function decimals() view returns (uint8)",
  "function balanceOf(address) view returns (uint256)", "function approve(address,uint256) returns (bool)"];

const { values: option } = parseArgs({ options: Object.fromEntries(
  ["relay", "chain", "settlement", "sell", "buy", "amount"].map((name) => [name, { type: "string" }])) });

// One URL is enough to read: the node passes eth_* reads on. What it answers is never older than the
// last call, so ethers must not answer from its own memory.
const relay = new JsonRpcProvider(option.relay, undefined, { cacheTimeout: -1 });
// The node sends no ordinary transactions: an approval goes out by any chain node.
const chain = new JsonRpcProvider(option.chain, undefined, { pollingInterval: 250, cacheTimeout: -1 });
const wallet = new Wallet(process.env.FAIRLEAD_WALLET_KEY, chain);
const sell = await token(option.sell);
const buy = await token(option.buy);

async function token(address) {
  const contract = new Contract(address, ERC20, relay);
  const [symbol, decimals] = await Promise.all([contract.symbol(), contract.decimals()]);
  const text = (wei) => `${formatUnits(wei, decimals)} ${symbol}`;
  return { address, contract, decimals, text, balance: () => contract.balanceOf(wallet.address) };
}

/** A quote for selling `amount`, after the hub was allowed to take it. */
async function quote(info, amount) {
  const wish = { owner: wallet.address, sellToken: sell.address, buyToken: buy.address, side: "sell",
    amount: amount.toString(), slippageBps: 100, validFor: 300 };
  let approved = false;
  for (const deadline = Date.now() + LIMIT_MILLIS; Date.now() < deadline; ) {
    const answer = await relay.send("intent_quote", wish);
    assert(!answer.issues.balance, `too few tokens: ${JSON.stringify(answer.issues.balance)}`);
    if (!answer.issues.allowance) {
      return answer;
    }
    if (!approved) {
      // The hub obeys the settlement contract alone. Never approve the settlement contract itself.
      assert.equal(getAddress(answer.issues.allowance.spender), getAddress(info.hub));
      const sent = await sell.contract.connect(wallet).approve(info.hub, answer.issues.allowance.expected);
      console.log(`approve   hub ${info.hub} in transaction ${sent.hash}`);
      assert.equal((await sent.wait()).status, 1);
      approved = true;
    }
  }
  throw new Error("the approval does not show");
}

/** Signs a document of the node after checking that it says what its user wants. */
async function sign(info, request, primaryType, expected) {
  const { domain, types, message } = await relay.send("intent_typedData", request);
  assert.deepEqual(domain, info.domain, "the document is for another contract");
  assert.deepEqual(message, expected, "the document says something else");
  delete types.EIP712Domain; // ethers derives it from the domain
  assert.deepEqual(Object.keys(types), [primaryType]);
  return { signature: await wallet.signTypedData(domain, types, message),
    hash: TypedDataEncoder.hash(domain, types, message) };
}

/** Live events of one intent. Subscribing before submitting misses none. */
async function follow(intentHash) {
  const socket = new WebSocket(option.relay.replace(/^http/, "ws"));
  const messages = on(socket, "message", { signal: AbortSignal.timeout(LIMIT_MILLIS) });
  await once(socket, "open");
  socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method: "intent_subscribe", params: { intentHash } }));
  const subscribed = JSON.parse((await messages.next()).value[0]);
  assert(subscribed.result, `not subscribed: ${JSON.stringify(subscribed.error)}`);
  return async (wanted) => {
    for await (const [text] of messages) {
      const event = JSON.parse(text).params.result;
      console.log(`event     ${event.event}${event.batch ? ` batch ${event.batch}` : ""}${event.detail ? ` (${event.detail})` : ""}`);
      if (event.event === wanted) {
        socket.close();
        return event;
      }
      assert(!["settled", "cancelled", "expired"].includes(event.event), `ended as ${event.event}, not ${wanted}`);
    }
  };
}

/** Signs and submits an intent, and checks the receipt: the node's signed promise to put it in a batch. */
async function submit(info, intent) {
  const { signature, hash } = await sign(info, { intent }, "Intent", intent);
  const until = await follow(hash);
  const { intentHash, receipt } = await relay.send("intent_submit", { intent, signature });
  assert.equal(intentHash, hash);
  const { leaf, seq, firstBatch, lastBatch, previousReceiptHash } = receipt;
  assert.equal(leaf, hash, "the receipt is for something else");
  const signer = verifyTypedData(info.domain, RECEIPT, { leaf, seq, firstBatch, lastBatch, previousReceiptHash }, receipt.signature);
  assert.equal(signer, getAddress(info.receiptSigner), "the receipt is not signed by the node");
  console.log(`receipt   number ${seq}, batch ${firstBatch} to ${lastBatch}, signed by ${signer}`);
  return { hash, until };
}

const info = await relay.send("fairlead_info", {});
assert.equal(BigInt(info.chainId), (await relay.getNetwork()).chainId);
assert.equal(getAddress(info.domain.verifyingContract), getAddress(option.settlement), "an unknown contract");
const amount = parseUnits(option.amount, sell.decimals);

const first = await quote(info, amount);
console.log(`quote     ${sell.text(amount)} for ${buy.text(first.quote.buyAmount)}, at least ${buy.text(first.intent.buyAmount)}`);
assert.equal(BigInt(first.intent.sellAmount), amount);
assert.equal(getAddress(first.intent.receiver), wallet.address);
const before = [await sell.balance(), await buy.balance()];
const { hash, until } = await submit(info, first.intent);
const settled = await until("settled");
const sold = before[0] - (await sell.balance());
const bought = (await buy.balance()) - before[1];
assert.equal(sold, amount);
assert(bought >= BigInt(first.intent.buyAmount), `${bought} wei bought are below the limit`);
assert.deepEqual([sold, bought], [BigInt(settled.sold), BigInt(settled.bought)]);
assert.equal((await relay.send("intent_status", { intentHash: hash })).status, "filled");
assert.equal((await relay.getTransactionReceipt(settled.transactionHash)).status, 1);
console.log(`settled   ${sell.text(sold)} for ${buy.text(bought)} in transaction ${settled.transactionHash}`);

// A second one asks for twice the market price, waits in vain and is cancelled, which costs nothing.
const dear = (await quote(info, amount)).intent;
dear.buyAmount = (2n * BigInt(dear.buyAmount)).toString();
const second = await submit(info, dear);
const cancel = await sign(info, { cancel: second.hash }, "Cancel", { intentHash: second.hash });
const { state } = await relay.send("intent_cancel", { intentHash: second.hash, signature: cancel.signature });
console.log(`cancel    ${state}`); // "pending" while a batch that holds it is in flight
await second.until("cancelled");
assert.equal((await relay.send("intent_status", { intentHash: second.hash })).status, "cancelled");
assert.equal(await sell.balance(), before[0] - amount);
console.log("done");
relay.destroy();
chain.destroy();
