// Delegates an account to a contract (EIP-7702) and has it call itself, all in one transaction made by ethers alone.
//   FAIRLEAD_WALLET_KEY=0x… node delegate.mjs CHAIN-URL CONTRACT CALL-DATA
import assert from "node:assert/strict";
import { JsonRpcProvider, Wallet } from "ethers";

const [url, contract, data] = process.argv.slice(2);
const chain = new JsonRpcProvider(url, undefined, { pollingInterval: 250, cacheTimeout: -1 });
const wallet = new Wallet(process.env.FAIRLEAD_WALLET_KEY, chain);
const nonce = await wallet.getNonce();
// The transaction itself uses one nonce before the authorization is looked at.
const authorization = await wallet.authorize({ address: contract, nonce: nonce + 1 });
const sent = await wallet.sendTransaction({ type: 4, to: wallet.address, data, nonce, gasLimit: 200_000,
  authorizationList: [authorization] });
const receipt = await sent.wait();
assert.equal(receipt.status, 1);
assert.equal(receipt.type, 4);
assert.equal(await chain.getCode(wallet.address), `0xef0100${contract.slice(2).toLowerCase()}`);
console.log(`delegated in transaction ${sent.hash}`);
chain.destroy();
