// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Fills} from "./Fills.sol";
import {Intents} from "./Intents.sol";
import {NonceUsed} from "./Nonces.sol";
import {Packed} from "./Packed.sol";
import {ShortTerms} from "./ShortTerms.sol";
import {FLAG_BUY, FLAG_PARTIAL, FLAG_PERMIT2, FLAG_SHARED, FLAG_SHORT_NONCE} from "./TradeFlags.sol";

/// @title The short way, for the common trades
/// @notice Intents funded by an allowance and signed with 64 bytes of ECDSA, without hooks, that buy an ERC-20 token. Whatever is not in
/// order here, or of nothing, is left to the general way in Trades, which decides and gives the reason; so this way must only never
/// accept what that one refuses. It gives one reason itself, a used nonce, because it costs a solver least to hear of it soon.
/// @dev In assembly, on fixed places in memory, because it is a third of what a batch costs beyond the tokens' own work: about 1,200 gas
/// per trade here, 3,000 more on the general way. Tests hold the two against each other on random trades.
abstract contract ShortTrades is ShortTerms {
    /// @dev Flags of the plainest trade: a whole sale without a fee, to its owner.
    uint256 private constant PLAIN = FLAG_SHARED | FLAG_SHORT_NONCE;

    uint256 private constant HALF = (1 << 255) - 1;
    uint256 private constant BPS = 10_000;
    /// @dev Half of the curve's order, plus one: a signature's `s` is below it.
    uint256 private constant HIGH = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A1;
    bytes32 private constant FILL_TOPIC = keccak256("Fill(bytes32,uint256)");
    bytes32 private constant FEE_TOPIC = keccak256("FillWithFee(bytes32,uint256,uint256)");

    /// @dev Reads, checks and executes the trade at a position.
    /// @return next position behind the trade; zero if the trade has to go the general way, and then nothing was done
    function _readShort(uint256 cursor) internal returns (uint256 next) {
        unchecked {
            uint256 flags = Packed.u16(cursor);
            if (flags >= FLAG_PERMIT2) return 0;
            (uint256 sellPrice, uint256 buyPrice, uint256 fits) = _placeTerms(cursor);
            uint256 timely;
            (next, timely) = _placeNonce(cursor, flags);
            fits &= timely;
            uint256 sold;
            uint256 bought;
            uint256 fee;
            uint256 fair;
            if (flags & ~PLAIN == 0) {
                (sold, bought, fair) = _clearWhole(sellPrice, buyPrice);
            } else {
                (next, timely) = _placeOptions(next, flags);
                (sold, bought, fee, fair) = _clear(flags, sellPrice, buyPrice);
                fair &= timely;
            }
            if (fits & fair == 0) return 0;
            if (_use(next, flags) == 0) return 0;
            _record(cursor, sold, bought, fee);
            return next + 64;
        }
    }

    /// @dev Amounts of the plainest trade. Rounded up, what is bought must reach the signed amount. Where that is zero the comparison fails, so
    /// that neither what is bought nor what is sold is zero here.
    /// @return sold wei of the sell token
    /// @return bought wei of the buy token
    /// @return fits 1 if they do what was signed
    function _clearWhole(uint256 sellPrice, uint256 buyPrice)
        private
        pure
        returns (uint256 sold, uint256 bought, uint256 fits)
    {
        bytes32 sell = Intents.SELL;
        assembly ("memory-safe") {
            if mload(VARIED) {
                mstore(VARIED, 0)
                mstore(SIDE, sell)
                mstore(PARTIALLY, 0)
                mstore(VALID_FROM, 0)
                mstore(APP_DATA, 0)
            }
            sold := mload(SELL_AMOUNT)
            bought := div(add(mul(sold, sellPrice), sub(buyPrice, 1)), buyPrice)
            fits := and(gt(bought, sub(mload(BUY_AMOUNT), 1)), iszero(shr(128, bought)))
        }
    }

    /// @dev Amounts as in Fills, of any trade: limit, fee bound, size.
    /// @return sold wei of the sell token, fee included
    /// @return bought wei of the buy token
    /// @return fee wei of the sell token
    /// @return fits 1 if they do what was signed, and something is bought for something
    function _clear(uint256 flags, uint256 sellPrice, uint256 buyPrice)
        private
        pure
        returns (uint256 sold, uint256 bought, uint256 fee, uint256 fits)
    {
        uint256 maxFeeBps = Fills.MAX_FEE_BPS;
        assembly ("memory-safe") {
            let executed := mload(FILLED)
            fee := mload(FEE)
            switch and(flags, FLAG_BUY)
            case 0 {
                sold := add(executed, fee)
                bought := div(add(mul(executed, sellPrice), sub(buyPrice, 1)), buyPrice)
                executed := sold
            }
            default {
                sold := add(div(mul(executed, buyPrice), sellPrice), fee)
                bought := executed
            }
            mstore(FILLED, executed)
            // Where one has more than 128 bits the products may be wrong, but then that is enough.
            fits := and(iszero(shr(128, or(sold, bought))), gt(mul(sold, bought), 0))
            fits := and(fits, iszero(lt(mul(bought, mload(SELL_AMOUNT)), mul(mload(BUY_AMOUNT), sold))))
            fits := and(fits, iszero(gt(mul(fee, BPS), mul(sold, maxFeeBps))))
            fits := and(fits, gt(or(and(flags, FLAG_PARTIAL), eq(executed, mload(SIGNED))), 0))
        }
    }

    /// @dev Judges the signature, and uses the nonce or adds to the running total. Reverts if the nonce is used; everything that comes before
    /// that on the general way is in order.
    /// @param cursor position of the signature
    /// @return fits 1 if it was done; else nothing was
    function _use(uint256 cursor, uint256 flags) private returns (uint256 fits) {
        bytes4 failure = NonceUsed.selector;
        assembly ("memory-safe") {
            mstore(STRUCT_HASH, keccak256(TYPE_HASH, 0x1a0))
            mstore(DIGEST, keccak256(DIGEST_IMAGE, 0x42))
            // Of the shared word in work, or of a slot.
            let slot
            let bits
            switch and(flags, FLAG_SHARED)
            case 0 {
                slot := mload(SLOT)
                bits := sload(slot)
            }
            default { bits := mload(WORD_BITS) }
            {
                let bit := shl(and(mload(NONCE), 0xff), 1)
                if and(bits, bit) {
                    mstore(0x00, failure)
                    mstore(0x04, mload(DIGEST))
                    revert(0x00, 0x24)
                }
                bits := or(bits, bit)
            }
            fits := 1
            if and(flags, FLAG_PARTIAL) {
                // The nonce stays; what is written is the running total.
                mstore(0x00, mload(DIGEST))
                mstore(0x20, filled.slot)
                slot := keccak256(0x00, 0x40)
                bits := add(sload(slot), mload(FILLED))
                fits := iszero(gt(bits, mload(SIGNED)))
            }
            if fits {
                let vs := calldataload(add(cursor, 0x20))
                mstore(V, add(shr(255, vs), 27))
                mstore(R, calldataload(cursor))
                vs := and(vs, HALF)
                mstore(S, vs)
                // No answer, from an invalid signature, leaves what no owner is.
                mstore(0x00, not(0))
                pop(staticcall(gas(), 1, DIGEST, 0x80, 0x00, 0x20))
                fits := and(eq(mload(0x00), mload(OWNER)), lt(vs, HIGH))
                if fits {
                    switch slot
                    case 0 { mstore(WORD_BITS, bits) }
                    default { sstore(slot, bits) }
                }
            }
        }
    }

    /// @dev What is to be pulled and paid, the ledger, and the event.
    function _record(uint256 cursor, uint256 sold, uint256 bought, uint256 fee) private {
        bytes32 topic = FILL_TOPIC;
        bytes32 feeTopic = FEE_TOPIC;
        assembly ("memory-safe") {
            let head := calldataload(cursor)
            // A token's account in the ledger: owed, fees among it, what the solver is paid directly, the largest payment.
            let account
            if mload(DIRECT) {
                account := add(add(mload(LEDGER), shl(7, byte(2, head))), 0x40)
                mstore(account, add(mload(account), sold))
            }
            mstore(0x00, or(shl(128, sold), bought))
            let size := 0x20
            if fee {
                account := add(mload(LEDGER), shl(7, byte(2, head)))
                mstore(account, add(mload(account), fee))
                account := add(account, 0x20)
                mstore(account, add(mload(account), fee))
                mstore(0x20, fee)
                size := 0x40
                topic := feeTopic
            }
            log2(0x00, size, topic, mload(DIGEST))
            let place := mload(PULLS_END)
            mstore(PULLS_END, add(place, 0x60))
            mstore(place, mload(SELL_TOKEN))
            mstore(add(place, 0x20), mload(OWNER))
            mstore(add(place, 0x40), sold)
            place := mload(PAYMENTS_END)
            mstore(PAYMENTS_END, add(place, 0x60))
            mstore(place, mload(BUY_TOKEN))
            mstore(add(place, 0x20), or(mload(RECEIVER), mload(CHECKED)))
            mstore(add(place, 0x40), bought)
            account := add(mload(LEDGER), shl(7, byte(3, head)))
            mstore(account, add(mload(account), bought))
            account := add(account, 0x60)
            if gt(bought, mload(add(mload(account), 0x60))) { mstore(account, sub(place, 0x20)) }
        }
    }
}
