// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intents} from "./Intents.sol";
import {ShortMemory} from "./ShortMemory.sol";
import {
    FLAG_AMOUNTS,
    FLAG_APP_DATA,
    FLAG_BUY,
    FLAG_RECEIVER,
    FLAG_SHARED,
    FLAG_SHORT_NONCE,
    FLAG_VALID_FROM,
    HOOK_TAG
} from "./TradeFlags.sol";

/// @title What the short way reads of a trade
/// @dev Puts the terms in their places. `fits` is 0 where something has to go the general way.
abstract contract ShortTerms is ShortMemory {
    /// @dev Seconds before its end in which an intent of the shared lane may be filled: it cannot be cancelled on chain.
    uint256 internal constant SHARED_LANE_SECONDS = 1_800;

    uint256 private constant AMOUNT = (1 << 128) - 1;

    /// @dev Owner, tokens and amounts.
    /// @return sellPrice clearing price of the sell token
    /// @return buyPrice clearing price of the buy token
    /// @return fits 1 if these are two tokens of the table
    function _placeTerms(uint256 cursor) internal pure returns (uint256 sellPrice, uint256 buyPrice, uint256 fits) {
        assembly ("memory-safe") {
            // flags(2) sellIndex(1) buyIndex(1) owner(20), then both amounts.
            let head := calldataload(cursor)
            let owner := shr(96, calldataload(add(cursor, 4)))
            mstore(OWNER, owner)
            mstore(RECEIVER, owner)
            let amounts := calldataload(add(cursor, 24))
            mstore(BUY_AMOUNT, and(amounts, AMOUNT))
            mstore(SELL_AMOUNT, shr(128, amounts))
            let sellIndex := byte(2, head)
            let buyIndex := byte(3, head)
            let count := mload(TOKEN_COUNT)
            fits := and(and(lt(sellIndex, count), lt(buyIndex, count)), xor(eq(sellIndex, buyIndex), 1))
            let token := add(mload(TOKENS), mul(sellIndex, 52))
            mstore(SELL_TOKEN, shr(96, calldataload(token)))
            sellPrice := shr(128, calldataload(add(token, 20)))
            token := add(mload(TOKENS), mul(buyIndex, 52))
            mstore(BUY_TOKEN, shr(96, calldataload(token)))
            buyPrice := shr(128, calldataload(add(token, 20)))
        }
    }

    /// @dev Window's end, and lane. The owner is in its place.
    /// @return next position behind the nonce
    /// @return fits 1 if it is the time for it
    function _placeNonce(uint256 cursor, uint256 flags) internal returns (uint256 next, uint256 fits) {
        assembly ("memory-safe") {
            // validTo(4), then the nonce.
            let tail := calldataload(add(cursor, 56))
            let validTo := shr(224, tail)
            mstore(VALID_TO, validTo)
            switch and(flags, 0x0c)
            case 0x04 {
                // The shared lane alone. If the end has passed, the difference is a huge number.
                fits := iszero(gt(sub(validTo, timestamp()), SHARED_LANE_SECONDS))
                let index := byte(4, tail)
                if iszero(eq(add(index, 1), mload(WORD))) {
                    if mload(WORD) { sstore(mload(WORD_SLOT), mload(WORD_BITS)) }
                    // What lies behind the last series is nobody's word.
                    let listed := lt(index, mload(SERIES_COUNT))
                    mstore(WORD, mul(add(index, 1), listed))
                    fits := and(fits, listed)
                    let series := shr(192, calldataload(add(mload(SERIES), shl(3, index))))
                    series := or(shl(168, series), mload(SHARED_NONCE))
                    mstore(WORD_NONCE, series)
                    mstore(0x00, shr(8, series))
                    mstore(0x20, sharedNonces.slot)
                    let slot := keccak256(0x00, 0x40)
                    mstore(WORD_SLOT, slot)
                    mstore(WORD_BITS, sload(slot))
                }
                mstore(NONCE, or(mload(WORD_NONCE), byte(5, tail)))
                next := add(cursor, 62)
            }
            default {
                // 8 bytes, which is also the flag's value, or 32.
                let short := and(flags, FLAG_SHORT_NONCE)
                let nonce := shr(mul(short, 24), calldataload(add(cursor, 60)))
                next := sub(add(cursor, 92), mul(short, 3))
                // Neither both forms at once, nor a nonce of the other lane.
                fits := iszero(or(or(gt(timestamp(), validTo), and(flags, FLAG_SHARED)), shr(255, nonce)))
                mstore(NONCE, nonce)
                mstore(0x00, mload(OWNER))
                mstore(0x20, nonces.slot)
                mstore(0x20, keccak256(0x00, 0x40))
                mstore(0x00, shr(8, nonce))
                mstore(SLOT, keccak256(0x00, 0x40))
            }
        }
    }

    /// @dev What a trade may leave out, but for its amounts and signature.
    /// @param cursor position of the options
    /// @return next position behind them
    /// @return fits 1 if they are in order
    function _placeOptions(uint256 cursor, uint256 flags) internal view returns (uint256 next, uint256 fits) {
        bytes32 sell = Intents.SELL;
        bytes32 buy = Intents.BUY;
        assembly ("memory-safe") {
            next := cursor
            mstore(VARIED, 1)
            let isBuy := and(flags, FLAG_BUY)
            mstore(SIDE, xor(sell, mul(isBuy, xor(sell, buy))))
            mstore(PARTIALLY, and(shr(1, flags), 1))
            // The shared lane knows no partial fills.
            fits := iszero(eq(and(flags, 0x06), 0x06))
            if and(flags, FLAG_RECEIVER) {
                let receiver := shr(96, calldataload(next))
                mstore(RECEIVER, receiver)
                fits := and(fits, iszero(or(iszero(receiver), eq(receiver, address()))))
                next := add(next, 20)
            }
            let value := 0
            if and(flags, FLAG_VALID_FROM) {
                value := shr(224, calldataload(next))
                fits := and(fits, iszero(gt(value, timestamp())))
                next := add(next, 4)
            }
            mstore(VALID_FROM, value)
            value := 0
            if and(flags, FLAG_APP_DATA) {
                value := calldataload(next)
                fits := and(fits, iszero(eq(shr(224, value), HOOK_TAG)))
                next := add(next, 32)
            }
            mstore(APP_DATA, value)
            value := mload(add(SELL_AMOUNT, shl(5, isBuy)))
            mstore(SIGNED, value)
            mstore(FEE, 0)
            if and(flags, FLAG_AMOUNTS) {
                let amounts := calldataload(next)
                value := shr(128, amounts)
                mstore(FEE, and(amounts, AMOUNT))
                next := add(next, 32)
            }
            // The amount executed, until it is known what that makes.
            mstore(FILLED, value)
        }
    }
}
