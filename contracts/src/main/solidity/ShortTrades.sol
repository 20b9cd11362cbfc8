// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Batch} from "./Batch.sol";
import {Intents} from "./Intents.sol";
import {NonceUsed, Nonces} from "./Nonces.sol";

/// @title The short way for the commonest trade
/// @notice A sell intent filled entirely and without a fee, paid to its owner, funded by an allowance, signed with 64 bytes of ECDSA, with
/// a nonce of the shared lane or a short one of the owner's. Whatever is not in order here, or merely unusual, is left to the general
/// way in Trades, which decides and gives the reason; so this way must only never accept what that one refuses.
/// @dev In assembly because it is a third of what a batch costs beyond the token's own work: about 1,000 gas per trade here, 3,500 on
/// the general way. Tests hold the two against each other on random trades.
abstract contract ShortTrades is Nonces {
    /// @notice Seconds before its end in which an intent of the shared lane may be filled: it cannot be cancelled on chain.
    uint256 public constant SHARED_LANE_SECONDS = 1_800;

    uint256 private constant ADDRESS = (1 << 160) - 1;
    uint256 private constant AMOUNT = (1 << 128) - 1;
    uint256 private constant HALF = (1 << 255) - 1;
    /// @dev Half of the curve's order, plus one: a signature's `s` is below it.
    uint256 private constant HIGH = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A1;
    bytes32 private constant FILL_TOPIC = keccak256("Fill(bytes32,uint256)");

    // Fixed places in memory, which `_reserveShort` takes before anything else is allocated. First the preimage of the struct hash.
    uint256 private constant TYPE_HASH = 0x80;
    uint256 private constant OWNER = 0xa0;
    uint256 private constant RECEIVER = 0xc0;
    uint256 private constant SELL_TOKEN = 0xe0;
    uint256 private constant BUY_TOKEN = 0x100;
    uint256 private constant SELL_AMOUNT = 0x120;
    uint256 private constant BUY_AMOUNT = 0x140;
    uint256 private constant SIDE = 0x160;
    // Then partiallyFillable and validFrom, always zero.
    uint256 private constant VALID_TO = 0x1c0;
    uint256 private constant NONCE = 0x1e0;
    // Then appData, always zero, and the preimage of the digest: 0x1901 in the last two bytes of a word, domain, struct hash.
    uint256 private constant PREFIX = 0x220;
    uint256 private constant DIGEST_IMAGE = 0x23e;
    uint256 private constant DOMAIN = 0x240;
    uint256 private constant STRUCT_HASH = 0x260;
    // The input of the recovery.
    uint256 private constant DIGEST = 0x280;
    uint256 private constant V = 0x2a0;
    uint256 private constant R = 0x2c0;
    uint256 private constant S = 0x2e0;
    // Of the batch.
    uint256 private constant TOKENS = 0x300;
    uint256 private constant TOKEN_COUNT = 0x320;
    uint256 private constant SERIES = 0x340;
    uint256 private constant SERIES_COUNT = 0x360;
    uint256 private constant SHARED_NONCE = 0x380;
    uint256 private constant LEDGER = 0x3a0;
    uint256 private constant DIRECT = 0x3c0;
    uint256 private constant CHECK_EACH = 0x3e0;
    uint256 private constant PULLS_END = 0x400;
    uint256 private constant PAYMENTS_END = 0x420;
    // The word of the shared lane in work: plus one, so that none is zero; its slot; its bits.
    uint256 private constant WORD = 0x440;
    uint256 private constant WORD_SLOT = 0x460;
    uint256 private constant WORD_BITS = 0x480;
    // What is bought. Kept here because the compiler would compute it anew wherever it is used.
    uint256 private constant BOUGHT = 0x4a0;
    uint256 private constant FREE = 0x4c0;

    /// @dev Takes the fixed places. Must be the first to allocate memory in a call.
    function _reserveShort() internal pure {
        assembly ("memory-safe") {
            if iszero(eq(mload(0x40), TYPE_HASH)) { invalid() }
            mstore(0x40, FREE)
        }
    }

    /// @dev Fills in what is the same for all trades.
    function _prepareShort(Batch memory batch) internal pure {
        bytes32 typeHash = Intents.TYPE_HASH;
        bytes32 sell = Intents.SELL;
        uint256 sharedNonce = _sharedNonce(0, batch.auctioneer);
        assembly ("memory-safe") {
            mstore(TYPE_HASH, typeHash)
            mstore(SIDE, sell)
            mstore(PREFIX, 0x1901)
            mstore(DOMAIN, mload(add(batch, 0x100)))
            mstore(TOKENS, mload(batch))
            mstore(TOKEN_COUNT, mload(add(batch, 0x20)))
            mstore(SERIES, mload(add(batch, 0x40)))
            mstore(SERIES_COUNT, mload(add(batch, 0x60)))
            mstore(SHARED_NONCE, sharedNonce)
            mstore(LEDGER, mload(add(batch, 0x120)))
            mstore(DIRECT, mload(add(batch, 0xc0)))
            mstore(CHECK_EACH, shl(160, mload(add(batch, 0xe0))))
            mstore(PULLS_END, add(mload(add(batch, 0x140)), 0x20))
            mstore(PAYMENTS_END, add(mload(add(batch, 0x160)), 0x20))
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

    /// @dev Reads, checks and executes the trade at a position.
    /// @return next position behind the trade; zero if the trade has to go the general way, and then nothing was done
    function _readShort(uint256 cursor) internal returns (uint256 next) {
        bytes32 topic = FILL_TOPIC;
        bytes4 failure = NonceUsed.selector;
        assembly ("memory-safe") {
            // flags(2) sellIndex(1) buyIndex(1) owner(20), then both amounts, then validTo(4) and the nonce.
            let head := calldataload(cursor)
            let tail := calldataload(add(cursor, 56))
            let fits
            // Where the nonce's bit is kept: of the shared word in work, or of a slot of the owner's.
            let slot := 0
            let bits
            {
                let validTo := shr(224, tail)
                mstore(VALID_TO, validTo)
                fits := iszero(gt(timestamp(), validTo))
                switch shr(240, head)
                case 4 {
                    let index := byte(4, tail)
                    let word := calldataload(add(mload(SERIES), shl(3, index)))
                    fits := and(fits, lt(index, mload(SERIES_COUNT)))
                    fits := and(fits, iszero(gt(validTo, add(timestamp(), SHARED_LANE_SECONDS))))
                    word := or(shl(168, shr(192, word)), mload(SHARED_NONCE))
                    mstore(NONCE, or(word, byte(5, tail)))
                    next := add(cursor, 62)
                    word := add(shr(8, word), 1)
                    if iszero(eq(word, mload(WORD))) {
                        if mload(WORD) { sstore(mload(WORD_SLOT), mload(WORD_BITS)) }
                        mstore(WORD, word)
                        mstore(0x00, sub(word, 1))
                        mstore(0x20, sharedNonces.slot)
                        word := keccak256(0x00, 0x40)
                        mstore(WORD_SLOT, word)
                        mstore(WORD_BITS, sload(word))
                    }
                    bits := mload(WORD_BITS)
                }
                case 8 {
                    let nonce := and(shr(160, tail), 0xffffffffffffffff)
                    mstore(NONCE, nonce)
                    next := add(cursor, 68)
                    mstore(0x00, and(shr(64, head), ADDRESS))
                    mstore(0x20, nonces.slot)
                    mstore(0x20, keccak256(0x00, 0x40))
                    mstore(0x00, shr(8, nonce))
                    slot := keccak256(0x00, 0x40)
                    bits := sload(slot)
                }
                default {
                    fits := 0
                }
            }
            let bit := shl(and(mload(NONCE), 0xff), 1)
            let used := and(bits, bit)
            bits := or(bits, bit)

            {
                let amounts := calldataload(add(cursor, 24))
                mstore(BUY_AMOUNT, and(amounts, AMOUNT))
                mstore(SELL_AMOUNT, shr(128, amounts))
                let sellIndex := and(shr(232, head), 0xff)
                let buyIndex := and(shr(224, head), 0xff)
                let count := mload(TOKEN_COUNT)
                fits := and(fits, and(and(lt(sellIndex, count), lt(buyIndex, count)), xor(eq(sellIndex, buyIndex), 1)))
                let token := add(mload(TOKENS), mul(sellIndex, 52))
                mstore(SELL_TOKEN, shr(96, calldataload(token)))
                let bought := mul(mload(SELL_AMOUNT), shr(128, calldataload(add(token, 20))))
                token := add(mload(TOKENS), mul(buyIndex, 52))
                mstore(BUY_TOKEN, shr(96, calldataload(token)))
                let price := shr(128, calldataload(add(token, 20)))
                mstore(BOUGHT, div(add(bought, sub(price, 1)), price))
            }
            // Rounded up, it must reach the signed amount. Where that is zero the comparison fails, so that neither what is bought nor what
            // is sold is zero here.
            fits := and(fits, and(gt(mload(BOUGHT), sub(mload(BUY_AMOUNT), 1)), iszero(shr(128, mload(BOUGHT)))))

            if fits {
                {
                    let owner := and(shr(64, head), ADDRESS)
                    mstore(OWNER, owner)
                    mstore(RECEIVER, owner)
                    mstore(STRUCT_HASH, keccak256(TYPE_HASH, 0x1a0))
                    mstore(DIGEST, keccak256(DIGEST_IMAGE, 0x42))
                    // Everything that comes before the nonce on the general way is in order.
                    if used {
                        mstore(0x00, failure)
                        mstore(0x04, mload(DIGEST))
                        revert(0x00, 0x24)
                    }
                    let vs := calldataload(add(next, 0x20))
                    mstore(V, add(shr(255, vs), 27))
                    mstore(R, calldataload(next))
                    vs := and(vs, HALF)
                    mstore(S, vs)
                    // No answer, from an invalid signature, leaves what no owner is.
                    mstore(0x00, not(0))
                    pop(staticcall(gas(), 1, DIGEST, 0x80, 0x00, 0x20))
                    fits := and(eq(mload(0x00), owner), lt(vs, HIGH))
                }
                if fits {
                    switch slot
                    case 0 { mstore(WORD_BITS, bits) }
                    default { sstore(slot, bits) }
                    let place
                    if mload(DIRECT) {
                        place := add(add(mload(LEDGER), shl(7, and(shr(232, head), 0xff))), 0x40)
                        mstore(place, add(mload(place), mload(SELL_AMOUNT)))
                    }
                    let end := mload(PULLS_END)
                    place := mload(end)
                    mstore(end, add(place, 0x60))
                    mstore(place, mload(SELL_TOKEN))
                    mstore(add(place, 0x20), mload(OWNER))
                    mstore(add(place, 0x40), mload(SELL_AMOUNT))
                    end := mload(PAYMENTS_END)
                    place := mload(end)
                    mstore(end, add(place, 0x60))
                    mstore(place, mload(BUY_TOKEN))
                    mstore(add(place, 0x20), or(mload(OWNER), mload(CHECK_EACH)))
                    mstore(add(place, 0x40), mload(BOUGHT))
                    // The ledger's account of the buy token: what is owed, and the largest payment.
                    end := add(mload(LEDGER), shl(7, and(shr(224, head), 0xff)))
                    mstore(end, add(mload(end), mload(BOUGHT)))
                    end := add(end, 0x60)
                    if gt(mload(BOUGHT), mload(add(mload(end), 0x40))) { mstore(end, place) }

                    mstore(0x00, or(shl(128, mload(SELL_AMOUNT)), mload(BOUGHT)))
                    log2(0x00, 0x20, topic, mload(DIGEST))
                    next := add(next, 64)
                }
            }
            next := mul(next, fits)
        }
    }
}
