/**
 * Strict encoding and decoding of calls, return values and log data of contracts (Solidity ABI).
 */
package io.fairlead.contracts.abi;
