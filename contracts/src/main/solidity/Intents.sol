// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Which of the two amounts of an intent is exact.
enum Side {
    /// The sell amount is exact (exact in), the buy amount is a minimum.
    Sell,
    /// The buy amount is exact (exact out), the sell amount is a maximum.
    Buy
}

/// @notice What an owner signs: one token for another, at a limit or better.
/// @param owner who pays and signs
/// @param receiver who is paid; neither the zero address nor Settlement
/// @param sellToken ERC-20 token given
/// @param buyToken ERC-20 token received, different from `sellToken`; 0xEeee…EEeE for native ETH
/// @param sellAmount wei of `sellToken`, fee included: exact for `Sell`, a maximum for `Buy`
/// @param buyAmount wei of `buyToken`: a minimum for `Sell`, exact for `Buy`
/// @param side which amount is exact; signed as the text "sell" or "buy"
/// @param partiallyFillable false: everything in one fill or nothing; true: any number of fills
/// @param validFrom first second (Unix time, inclusive) in which a fill is allowed
/// @param validTo last second (Unix time, inclusive) in which a fill is allowed
/// @param nonce word and bit: `nonce >> 8` and `nonce & 0xff`; bit 255 set means the shared lane
/// @param appData 32 bytes, signed; not interpreted unless they start with "hook"
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

/// @notice A time-sliced parent: one signature for a row of equal sell orders.
/// @param owner who pays and signs
/// @param receiver who is paid; neither the zero address nor Settlement
/// @param sellToken ERC-20 token given
/// @param buyToken ERC-20 token received, different from `sellToken`; 0xEeee…EEeE for native ETH
/// @param partSellAmount wei of `sellToken` that each part sells, fee included
/// @param partBuyAmount wei of `buyToken` that each part receives at least
/// @param start first second (Unix time) of part 0
/// @param interval seconds from the start of one part to the start of the next
/// @param span seconds in which a part may be filled, from its start on; at most `interval`
/// @param parts number of parts, 1 to 256
/// @param nonce owner-lane nonce of part 0; part `i` uses `nonce + i` of the same word
/// @param appData as in an intent
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

/// @title EIP-712 hashing of intents and time-sliced parents
library Intents {
    bytes32 internal constant TYPE_HASH = keccak256(
        "Intent(address owner,address receiver,address sellToken,address buyToken,uint128 sellAmount,"
        "uint128 buyAmount,string side,bool partiallyFillable,uint32 validFrom,uint32 validTo,"
        "uint256 nonce,bytes32 appData)"
    );
    bytes32 internal constant TWAP_TYPE_HASH = keccak256(
        "TwapIntent(address owner,address receiver,address sellToken,address buyToken,uint128 partSellAmount,"
        "uint128 partBuyAmount,uint32 start,uint32 interval,uint32 span,uint16 parts," "uint256 nonce,bytes32 appData)"
    );
    /// @notice What Permit2 appends to its own type: an intent as the witness.
    string internal constant PERMIT2_WITNESS = "Intent witness)Intent(address owner,address receiver,address sellToken,address buyToken,uint128 sellAmount,"
        "uint128 buyAmount,string side,bool partiallyFillable,uint32 validFrom,uint32 validTo,"
        "uint256 nonce,bytes32 appData)TokenPermissions(address token,uint256 amount)";
    // The wallet shows the text, so the text is what is signed.
    bytes32 internal constant SELL = keccak256("sell");
    bytes32 internal constant BUY = keccak256("buy");

    /// @notice `hashStruct` of EIP-712, before the domain is added.
    function hashStruct(Intent calldata intent) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                TYPE_HASH,
                intent.owner,
                intent.receiver,
                intent.sellToken,
                intent.buyToken,
                intent.sellAmount,
                intent.buyAmount,
                intent.side == Side.Sell ? SELL : BUY,
                intent.partiallyFillable,
                intent.validFrom,
                intent.validTo,
                intent.nonce,
                intent.appData
            )
        );
    }

    /// @notice `hashStruct` of EIP-712, before the domain is added.
    function hashStruct(TwapIntent calldata twap) internal pure returns (bytes32) {
        return keccak256(abi.encode(TWAP_TYPE_HASH, twap));
    }
}
