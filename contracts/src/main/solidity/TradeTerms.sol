// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Batch, Malformed} from "./Batch.sol";
import {Intents} from "./Intents.sol";
import {Nonces} from "./Nonces.sol";
import {Packed} from "./Packed.sol";
import {
    FLAG_AMOUNTS,
    FLAG_APP_DATA,
    FLAG_BUY,
    FLAG_HOOKS,
    FLAG_ODD_SIGNATURE,
    FLAG_RECEIVER,
    FLAG_SHARED,
    FLAG_SHORT_NONCE,
    FLAG_TOKEN_PERMIT,
    FLAG_TWAP,
    FLAG_VALID_FROM,
    HOOK_TAG
} from "./TradeFlags.sol";

/// @notice What EIP-712 hashes of an intent or time-sliced parent: the memory of this struct is the preimage.
/// @param seventh keccak256 of the side, or `start`
/// @param eighth `partiallyFillable`, or `interval`
/// @param ninth `validFrom`, or `span`
/// @param tenth `validTo`, or `parts`
struct Order {
    bytes32 typeHash;
    address owner;
    address receiver;
    address sellToken;
    address buyToken;
    uint256 sellAmount;
    uint256 buyAmount;
    uint256 seventh;
    uint256 eighth;
    uint256 ninth;
    uint256 tenth;
    uint256 nonce;
    bytes32 appData;
}

/// @notice The rest of a trade.
/// @param validFrom first second of the window
/// @param validTo last second of the window
/// @param nonce of this fill: a part's own one for a time-sliced parent
/// @param digest EIP-712 digest
/// @param structHash EIP-712 struct hash
/// @param executed wei without fee on the exact side
/// @param fee wei of the sell token
/// @param permit position of the token permit
/// @param signature position of the signature
/// @param signatureLength its length
struct Terms {
    uint256 validFrom;
    uint256 validTo;
    uint256 nonce;
    bytes32 digest;
    bytes32 structHash;
    uint256 executed;
    uint256 fee;
    uint256 permit;
    uint256 signature;
    uint256 signatureLength;
}

/// @title Reads the terms of trades of every form
abstract contract TradeTerms is Nonces {
    /// @dev Reads everything that is signed, and hashes it.
    function _readTerms(Batch memory batch, Order memory order, Terms memory terms, uint256 flags, uint256 cursor)
        internal
        pure
        returns (uint256 next)
    {
        unchecked {
            order.owner = Packed.account(cursor + 4);
            order.sellAmount = Packed.u128(cursor + 24);
            order.buyAmount = Packed.u128(cursor + 40);
            terms.validTo = Packed.u32(cursor + 56);
            next = cursor + 60;
            uint256 nonce;
            if (flags & FLAG_SHARED != 0) {
                uint256 index = Packed.u8(next);
                if (index >= batch.seriesCount || flags & FLAG_SHORT_NONCE != 0) revert Malformed();
                nonce = _sharedNonce(Packed.u64(batch.series + index * 8), batch.auctioneer) | Packed.u8(next + 1);
                next += 2;
            } else if (flags & FLAG_SHORT_NONCE != 0) {
                nonce = Packed.u64(next);
                next += 8;
            } else {
                nonce = Packed.number(next);
                next += 32;
            }
            order.nonce = nonce;
            terms.nonce = nonce;
            next = _readOptions(batch, order, terms, flags, next);
            // Here, because what is signed by a contract's account would be copied.
            if (next > batch.end) revert Malformed();
            _hash(batch.domain, order, terms);
        }
    }

    /// @dev Whatever a trade may leave out.
    function _readOptions(Batch memory batch, Order memory order, Terms memory terms, uint256 flags, uint256 next)
        private
        pure
        returns (uint256)
    {
        unchecked {
            order.receiver = order.owner;
            if (flags & FLAG_RECEIVER != 0) {
                order.receiver = Packed.account(next);
                next += 20;
            }
            terms.validFrom = 0;
            if (flags & FLAG_VALID_FROM != 0) {
                terms.validFrom = Packed.u32(next);
                next += 4;
            }
            order.appData = 0;
            if (flags & FLAG_APP_DATA != 0) {
                order.appData = Packed.word(next);
                next += 32;
            }
            if (flags & FLAG_AMOUNTS != 0) {
                terms.executed = Packed.u128(next);
                terms.fee = Packed.u128(next + 16);
                next += 32;
            } else {
                terms.executed = flags & FLAG_BUY == 0 ? order.sellAmount : order.buyAmount;
                terms.fee = 0;
            }
            if (flags & FLAG_TWAP == 0) {
                order.typeHash = Intents.TYPE_HASH;
                order.seventh = uint256(flags & FLAG_BUY == 0 ? Intents.SELL : Intents.BUY);
                order.eighth = flags >> 1 & 1;
                order.ninth = terms.validFrom;
                order.tenth = terms.validTo;
            } else {
                _readTwap(order, terms, next);
                next += 10;
            }
            if (flags & FLAG_HOOKS != 0) next = _readHooks(batch, order, flags, next);
            if (flags & FLAG_TOKEN_PERMIT != 0) {
                terms.permit = next;
                next += 128;
            }
            terms.signatureLength = 64;
            if (flags & FLAG_ODD_SIGNATURE != 0) {
                terms.signatureLength = Packed.u16(next);
                next += 2;
            }
            terms.signature = next;
            return next + terms.signatureLength;
        }
    }

    /// @dev The parent's terms, and the window and nonce of the part.
    function _readTwap(Order memory order, Terms memory terms, uint256 cursor) private pure {
        uint256 part = Packed.u8(cursor);
        uint256 parts = Packed.u8(cursor + 1) + 1;
        uint256 interval = Packed.u32(cursor + 2);
        uint256 span = Packed.u32(cursor + 6);
        if (terms.validTo != 0) revert Malformed();
        order.typeHash = Intents.TWAP_TYPE_HASH;
        order.seventh = terms.validFrom;
        order.eighth = interval;
        order.ninth = span;
        order.tenth = parts;
        unchecked {
            // Widths of 32 and 8 bits cannot overflow. An empty span gives an empty window.
            terms.validFrom += part * interval;
            terms.validTo = terms.validFrom + span;
            if (span != 0) terms.validTo -= 1;
            terms.nonce += part;
        }
    }

    /// @dev Keeps the hooks for later. What they are follows from their bytes, so `appData` is not given as well.
    function _readHooks(Batch memory batch, Order memory order, uint256 flags, uint256 cursor)
        private
        pure
        returns (uint256)
    {
        if (flags & FLAG_APP_DATA != 0) revert Malformed();
        uint256 length = Packed.u24(cursor);
        cursor += 3;
        if (cursor + length > batch.end) revert Malformed();
        order.appData = bytes32(HOOK_TAG << 224 | uint256(Packed.hash(cursor, length)) & ((1 << 224) - 1));
        if (batch.hooks.length == 0) batch.hooks = new uint256[](batch.trades * 2);
        batch.hooks[batch.hookCount] = cursor;
        batch.hooks[batch.hookCount + 1] = length;
        batch.hookCount += 2;
        return cursor + length;
    }

    function _hash(bytes32 domain, Order memory order, Terms memory terms) private pure {
        bytes32 structHash;
        bytes32 digest;
        assembly ("memory-safe") {
            structHash := keccak256(order, 0x1a0)
            // Free memory as scratch space: 0x1901 ‖ domain ‖ structHash.
            let free := mload(0x40)
            mstore(free, hex"1901")
            mstore(add(free, 0x02), domain)
            mstore(add(free, 0x22), structHash)
            digest := keccak256(free, 0x42)
        }
        terms.structHash = structHash;
        terms.digest = digest;
    }
}
