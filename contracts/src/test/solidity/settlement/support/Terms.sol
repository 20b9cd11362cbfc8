// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

// What is signed and what a bundle carries, stated a second time from the protocol page: the tests share no type, hash
// or encoding with the contracts they test.

/// @notice Which amount of an intent is exact.
enum Side {
    Sell,
    Buy
}

struct Intent {
    address owner;
    address receiver;
    address sellToken;
    address buyToken;
    uint128 sellAmount;
    uint128 buyAmount;
    Side side;
    bool partiallyFillable;
    uint32 validFrom;
    uint32 validTo;
    uint256 nonce;
    bytes32 appData;
}

struct TwapIntent {
    address owner;
    address receiver;
    address sellToken;
    address buyToken;
    uint128 partSellAmount;
    uint128 partBuyAmount;
    uint32 start;
    uint32 interval;
    uint32 span;
    uint16 parts;
    uint256 nonce;
    bytes32 appData;
}

struct Leg {
    address token;
    uint256 id;
    int128 amount;
}

struct BasketIntent {
    address owner;
    address receiver;
    Leg[] legs;
    address quoteToken;
    int128 quotePerUnit;
    uint64 units;
    uint32 validFrom;
    uint32 validTo;
    uint256 nonce;
    bytes32 appData;
}

struct Award {
    uint256 auctionId;
    bytes32 batchRoot;
    address solver;
    bytes32 solutionHash;
    uint64 lastBlock;
    bytes32 transcriptHash;
}

/// @notice A hook or, without phase and gas limit, an interaction.
struct Hook {
    uint8 phase;
    address target;
    uint32 gasLimit;
    bytes data;
}

struct Call {
    address target;
    bytes data;
}

/// @notice A token of the solution.
struct Priced {
    address token;
    uint128 price;
    uint128 cover;
}

/// @notice Which part of a time-sliced parent a trade is; `parts` is zero for an ordinary intent.
struct Part {
    uint16 parts;
    uint8 index;
    uint32 interval;
    uint32 span;
}

/// @notice An EIP-2612 permit; absent if the deadline is zero.
struct TokenPermit {
    uint256 value;
    uint256 deadline;
    bytes32 r;
    bytes32 vs;
}

/// @notice A trade: for a part of a parent the intent holds the part's amounts, the start and the parent's nonce.
/// @param flip flags that are written other than the terms say, to make malformed bundles
struct Trade {
    Intent intent;
    uint256 sellIndex;
    uint256 buyIndex;
    uint128 executed;
    uint128 fee;
    bool permit2;
    Part part;
    bytes hooks;
    TokenPermit permit;
    bytes signature;
    uint16 flip;
}

/// @param flags zero in a well-formed bundle
struct Basket {
    BasketIntent terms;
    uint256 quoteIndex;
    uint64 filled;
    int128 quote;
    bytes signature;
    uint8 flags;
}

/// @notice Everything a solver chooses.
/// @param flags bit 0: DIRECT, bit 1: CHECK_EACH
struct Solution {
    uint8 flags;
    Priced[] tokens;
    uint64[] series;
    Trade[] trades;
    Basket[] baskets;
    Call[] calls;
}
