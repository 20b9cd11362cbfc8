// Reads typed-data documents, one JSON object a line, and prints the digest that ethers computes of each.
import { createInterface } from "node:readline";
import { TypedDataEncoder } from "ethers";

for await (const line of createInterface({ input: process.stdin })) {
  const { domain, types, primaryType, message } = JSON.parse(line);
  const { EIP712Domain, ...structs } = types;
  const named = EIP712Domain.map((field) => field.name).join();
  if (named !== Object.keys(domain).join()) {
    throw new Error(`the domain has ${Object.keys(domain)}, its type ${named}`);
  }
  const encoder = TypedDataEncoder.from(structs);
  if (encoder.primaryType !== primaryType) {
    throw new Error(`ethers takes ${encoder.primaryType} for the primary type`);
  }
  console.log(TypedDataEncoder.hash(domain, structs, message));
}
