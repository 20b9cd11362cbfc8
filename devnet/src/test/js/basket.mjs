// A wallet that trades a basket on nothing but ethers: signs several legs and one limit at once, submits,
// waits until it is filled, and cancels a second one that asks for too much. Ends with code 0 only if all
// of it worked.
//
//   FAIRLEAD_WALLET_KEY=0x… node basket.mjs --relay http://127.0.0.1:8080 --settlement 0x… \
//     --quote-token 0x… --quote-per-unit 320000000 --units 3 --leg 0x…:-300000000000000000 --leg 0x…:500000
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { JsonRpcProvider, TypedDataEncoder, Wallet, ZeroHash, getAddress } from "ethers";

const LIMIT_MILLIS = 60_000;
const { values: option } = parseArgs({ options: {
  relay: { type: "string" }, settlement: { type: "string" }, "quote-token": { type: "string" },
  "quote-per-unit": { type: "string" }, units: { type: "string" }, leg: { type: "string", multiple: true } } });
const relay = new JsonRpcProvider(option.relay, undefined, { cacheTimeout: -1 });
const wallet = new Wallet(process.env.FAIRLEAD_WALLET_KEY);

// Written here and not taken from the node: a wallet knows what it signs.
const field = (text) => ({ type: text.split(" ")[0], name: text.split(" ")[1] });
const TYPES = {
  BasketIntent: ["address owner", "address receiver", "Leg[] legs", "address quoteToken", "int128 quotePerUnit",
    "uint64 units", "uint32 validFrom", "uint32 validTo", "uint256 nonce", "bytes32 appData"].map(field),
  Leg: ["address token", "uint256 id", "int128 amount"].map(field),
};

const info = await relay.send("fairlead_info", {});
assert.equal(getAddress(info.domain.verifyingContract), getAddress(option.settlement), "an unknown contract");

async function submit(quotePerUnit) {
  const { nonce } = await relay.send("intent_reserveNonce", { owner: wallet.address });
  const basket = {
    owner: wallet.address.toLowerCase(), receiver: wallet.address.toLowerCase(),
    legs: option.leg.map((leg) => ({ token: leg.split(":")[0].toLowerCase(), id: "0", amount: leg.split(":")[1] })),
    quoteToken: option["quote-token"].toLowerCase(), quotePerUnit: quotePerUnit.toString(), units: option.units,
    validFrom: "0", validTo: Math.floor(Date.now() / 1000 + 900).toString(), nonce, appData: ZeroHash };
  const document = await relay.send("intent_typedData", { basket });
  assert.deepEqual(document.message, basket, "the document says something else");
  const { EIP712Domain: _, ...types } = document.types;
  assert.deepEqual(types, TYPES);
  const signature = await wallet.signTypedData(info.domain, TYPES, basket);
  const hash = TypedDataEncoder.hash(info.domain, TYPES, basket);
  const { intentHash, uid, receipt } = await relay.send("intent_submit", { basket, signature });
  assert.equal(intentHash, hash);
  assert.equal(receipt.leaf, hash);
  assert(uid.startsWith(hash));
  return hash;
}

async function status(intentHash, wanted) {
  for (const deadline = Date.now() + LIMIT_MILLIS; Date.now() < deadline; await sleep(250)) {
    const found = await relay.send("intent_status", { intentHash });
    if (found.status === wanted) {
      return found;
    }
  }
  throw new Error(`it is not ${wanted}`);
}

const limit = BigInt(option["quote-per-unit"]);
const first = await submit(limit);
const filled = await status(first, "filled");
assert.equal(filled.units, option.units);
const quote = filled.fills.reduce((sum, fill) => sum + BigInt(fill.quote), 0n);
assert.equal(filled.fills.reduce((sum, fill) => sum + BigInt(fill.units), 0n), BigInt(option.units));
assert(quote >= limit * BigInt(option.units), `${quote} is below the limit`);

const second = await submit(2n * limit);
const { domain, types, message } = await relay.send("intent_typedData", { cancel: second });
delete types.EIP712Domain;
await relay.send("intent_cancel", { intentHash: second, signature: await wallet.signTypedData(domain, types, message) });
await status(second, "cancelled");
console.log(JSON.stringify({ intentHash: first, quote: quote.toString(), batch: filled.fills[0].batch }));
relay.destroy();
