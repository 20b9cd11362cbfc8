// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {BasketFunds} from "./BasketFunds.sol";
import {Batch, Batches, Malformed} from "./Batch.sol";
import {Ledgers} from "./Ledgers.sol";
import {Lock} from "./Lock.sol";
import {Packed} from "./Packed.sol";
import {Payments} from "./Payments.sol";
import {Order, Terms} from "./TradeTerms.sol";
import {TransferList, Transfers} from "./Transfers.sol";

/// @title Reads solutions, up to their interactions
abstract contract Solutions is BasketFunds, Lock {
    using Batches for Batch;
    using Transfers for TransferList;

    uint256 private constant PAID_DIRECTLY = 1;
    uint256 private constant EACH_CHECKED = 2;
    /// @dev Bytes of a trade in the shared lane that was signed by a transaction.
    uint256 private constant SMALLEST_TRADE = 64;

    /// @dev Tokens, series, trades and baskets.
    /// @return position behind them
    function _readSolution(Batch memory batch, uint256 cursor) internal returns (uint256) {
        unchecked {
            uint256 flags = Packed.u8(cursor);
            if (flags & ~(PAID_DIRECTLY | EACH_CHECKED) != 0) revert Malformed();
            batch.direct = flags & PAID_DIRECTLY != 0;
            if (flags & EACH_CHECKED != 0) batch.checked = Payments.CHECKED;
            batch.tokenCount = Packed.u8(cursor + 1);
            cursor = batch.readTokens(cursor + 2);
            batch.ledger = Ledgers.allocate(batch.tokenCount);
            batch.seriesCount = Packed.u8(cursor);
            batch.series = cursor + 1;
            cursor += 1 + batch.seriesCount * 8;

            uint256 trades = Packed.u16(cursor);
            cursor += 2;
            // Before memory is set aside for so many.
            if (cursor + trades * SMALLEST_TRADE > batch.end) revert Malformed();
            batch.trades = trades;
            batch.pulls.reserve(trades);
            // Directly paid, the vault's fees are payments as well.
            batch.payments.reserve(trades + batch.tokenCount);
            _prepareShort(batch);
            (cursor, trades) = _readShortTrades(cursor, trades);
            // So far nobody else was called; from now on signatures may be judged by others.
            _lock();
            if (trades != 0) cursor = _readMixedTrades(batch, cursor, trades);
            _flushShort();
            if (batch.checked == 0) {
                for (uint256 i = 0; i < batch.tokenCount; ++i) {
                    Ledgers.checkLargest(batch.ledger, i, Payments.CHECKED);
                }
            }
            return _readBaskets(batch, cursor);
        }
    }

    /// @dev Trades that go the short way, up to the first that does not.
    /// @return position of that one, or behind the trades
    /// @return how many trades are left
    function _readShortTrades(uint256 cursor, uint256 trades) private returns (uint256, uint256) {
        unchecked {
            while (trades != 0) {
                uint256 next = _readShort(cursor);
                if (next == 0) break;
                cursor = next;
                --trades;
            }
            return (cursor, trades);
        }
    }

    /// @dev Trades that go either way, the first of them the general one; apart, because that one wants memory of its own.
    /// @param trades not zero
    /// @return next position behind the trades
    function _readMixedTrades(Batch memory batch, uint256 cursor, uint256 trades) private returns (uint256 next) {
        Order memory order;
        Terms memory terms;
        unchecked {
            while (true) {
                if (next == 0) {
                    _flushShort();
                    next = _readTrade(batch, order, terms, cursor);
                }
                if (--trades == 0) break;
                cursor = next;
                next = _readShort(cursor);
            }
        }
    }
}
