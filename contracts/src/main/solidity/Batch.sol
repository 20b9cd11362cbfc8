// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Basket} from "./BasketIntents.sol";
import {Packed} from "./Packed.sol";
import {TransferList} from "./Transfers.sol";

/// @notice The packed bundle has a wrong version, unknown or contradicting flags, an index out of range, or ends early or late.
error Malformed();
/// @notice The token at this index is not greater than the one before it.
error TokensNotAscending(uint256 index);
/// @notice The price at this index is zero.
error ZeroPrice(uint256 index);

/// @notice What one settlement keeps in memory while it is executed.
/// @dev ShortMemory knows where each field is.
/// @param tokens position of the first token in the call data
/// @param tokenCount number of tokens
/// @param series position of the first shared-lane series in the call data
/// @param seriesCount number of series
/// @param auctioneer signs the award; shared-lane nonces are scoped to it
/// @param solver of the award
/// @param direct whether owners and solver pay each other without this contract in between
/// @param domain EIP-712 domain separator
/// @param checked `Payments.CHECKED` if every payment is checked to arrive, not only the largest in each token; else zero
/// @param ledger sums per token: see Ledgers
/// @param pulls what owners pay from an allowance
/// @param payments what receivers are paid
/// @param native wei of native ETH among the payments
/// @param permits Permit2-funded trades, `PERMIT_WORDS` words each; empty until there is one
/// @param permitCount number of words used
/// @param hooks position and length of the trades' hooks; empty until there are any
/// @param hookCount number of words used
/// @param trades number of trades
/// @param baskets what baskets move
/// @param end position behind the bundle in the call data
struct Batch {
    uint256 tokens;
    uint256 tokenCount;
    uint256 series;
    uint256 seriesCount;
    address auctioneer;
    address solver;
    bool direct;
    uint256 checked;
    bytes32 domain;
    uint256 ledger;
    TransferList pulls;
    TransferList payments;
    uint256 native;
    uint256[] permits;
    uint256 permitCount;
    uint256[] hooks;
    uint256 hookCount;
    uint256 trades;
    Basket[] baskets;
    uint256 end;
}

/// @title The token table of a bundle
/// @dev Indices are below `tokenCount`, so that no position overflows.
library Batches {
    uint256 private constant TOKEN_SIZE = 52;

    /// @notice The token at an index of the table.
    function token(Batch memory batch, uint256 index) internal pure returns (address) {
        unchecked {
            return Packed.account(batch.tokens + index * TOKEN_SIZE);
        }
    }

    /// @notice The clearing price of the token at an index.
    function price(Batch memory batch, uint256 index) internal pure returns (uint256) {
        unchecked {
            return Packed.u128(batch.tokens + index * TOKEN_SIZE + 20);
        }
    }

    /// @notice Most wei of the token at an index that the solver covers.
    function cover(Batch memory batch, uint256 index) internal pure returns (uint256) {
        unchecked {
            return Packed.u128(batch.tokens + index * TOKEN_SIZE + 36);
        }
    }

    /// @notice Checks the table. Strictly ascending tokens give each token exactly one price, which makes the prices uniform.
    /// @param cursor position of the table
    /// @return position behind it
    function readTokens(Batch memory batch, uint256 cursor) internal pure returns (uint256) {
        batch.tokens = cursor;
        address previous = address(0);
        unchecked {
            uint256 end = cursor + batch.tokenCount * TOKEN_SIZE;
            for (; cursor != end; cursor += TOKEN_SIZE) {
                address current = Packed.account(cursor);
                if (current <= previous) revert TokensNotAscending((cursor - batch.tokens) / TOKEN_SIZE);
                previous = current;
                if (Packed.u128(cursor + 20) == 0) revert ZeroPrice((cursor - batch.tokens) / TOKEN_SIZE);
            }
            return cursor;
        }
    }
}
