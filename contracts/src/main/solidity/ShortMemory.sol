// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Batch} from "./Batch.sol";
import {Intents} from "./Intents.sol";
import {Nonces} from "./Nonces.sol";

/// @title What a settlement keeps at fixed places in memory
/// @dev The batch, its lists, and what the short way needs: so no position has to be kept or computed, and what is the same for all trades
/// is written once.
abstract contract ShortMemory is Nonces {
    // Fields of the batch.
    uint256 private constant BATCH = 0x80;
    uint256 internal constant TOKENS = 0x80;
    uint256 internal constant TOKEN_COUNT = 0xa0;
    uint256 internal constant SERIES = 0xc0;
    uint256 internal constant SERIES_COUNT = 0xe0;
    uint256 internal constant DIRECT = 0x140;
    uint256 internal constant CHECKED = 0x160;
    uint256 internal constant LEDGER = 0x1a0;
    // Behind the batch its pulls and payments: each list's start, then its end.
    uint256 internal constant PULLS_END = 0x320;
    uint256 internal constant PAYMENTS_END = 0x360;
    uint256 private constant BATCH_END = 0x380;
    // The preimage of an intent's struct hash. Places from SIDE on hold what they do in the plainest trade, unless VARIED says otherwise.
    uint256 internal constant TYPE_HASH = 0x380;
    uint256 internal constant OWNER = 0x3a0;
    uint256 internal constant RECEIVER = 0x3c0;
    uint256 internal constant SELL_TOKEN = 0x3e0;
    uint256 internal constant BUY_TOKEN = 0x400;
    uint256 internal constant SELL_AMOUNT = 0x420;
    uint256 internal constant BUY_AMOUNT = 0x440;
    uint256 internal constant SIDE = 0x460;
    uint256 internal constant PARTIALLY = 0x480;
    uint256 internal constant VALID_FROM = 0x4a0;
    uint256 internal constant VALID_TO = 0x4c0;
    uint256 internal constant NONCE = 0x4e0;
    uint256 internal constant APP_DATA = 0x500;
    // The preimage of the digest: 0x1901 in the last two bytes of a word, domain, struct hash.
    uint256 internal constant PREFIX = 0x520;
    uint256 internal constant DIGEST_IMAGE = 0x53e;
    uint256 internal constant DOMAIN = 0x540;
    uint256 internal constant STRUCT_HASH = 0x560;
    // The input of the recovery.
    uint256 internal constant DIGEST = 0x580;
    uint256 internal constant V = 0x5a0;
    uint256 internal constant R = 0x5c0;
    uint256 internal constant S = 0x5e0;
    // The word of the shared lane in work: index of its series plus one, so that none is zero; its slot; its bits; its nonce of bit 0.
    uint256 internal constant WORD = 0x600;
    uint256 internal constant WORD_SLOT = 0x620;
    uint256 internal constant WORD_BITS = 0x640;
    uint256 internal constant WORD_NONCE = 0x660;
    // The nonce of series 0 and bit 0.
    uint256 internal constant SHARED_NONCE = 0x680;
    // Of the trade: the slot of an owner's nonce; the fee; of the side whose amount is exact, wei filled and signed.
    uint256 internal constant SLOT = 0x6a0;
    uint256 internal constant FEE = 0x6c0;
    uint256 internal constant FILLED = 0x6e0;
    uint256 internal constant SIGNED = 0x700;
    // Whether side, partiallyFillable, validFrom or appData may be other than "sell" and zeros.
    uint256 internal constant VARIED = 0x720;
    uint256 private constant FREE = 0x740;

    /// @dev Takes the fixed places. Nothing may allocate memory before but the batch.
    function _reserveShort(Batch memory batch) internal pure {
        assembly ("memory-safe") {
            if or(xor(batch, BATCH), xor(mload(0x40), BATCH_END)) { invalid() }
            mstore(0x40, FREE)
        }
    }

    /// @dev Fills in what is the same for all trades.
    function _prepareShort(Batch memory batch) internal pure {
        bytes32 typeHash = Intents.TYPE_HASH;
        bytes32 sell = Intents.SELL;
        bytes32 domain = batch.domain;
        uint256 sharedNonce = _sharedNonce(0, batch.auctioneer);
        assembly ("memory-safe") {
            mstore(TYPE_HASH, typeHash)
            mstore(SIDE, sell)
            mstore(PREFIX, 0x1901)
            mstore(DOMAIN, domain)
            mstore(SHARED_NONCE, sharedNonce)
        }
    }

    /// @dev Stores the shared word in work. Due before the general way runs, which reads and writes storage and calls others, and at the end.
    function _flushShort() internal {
        assembly ("memory-safe") {
            if mload(WORD) {
                sstore(mload(WORD_SLOT), mload(WORD_BITS))
                mstore(WORD, 0)
            }
        }
    }
}
