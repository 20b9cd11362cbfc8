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
/// @param buyToken ERC-20 token received, different from `sellToken`
/// @param sellAmount wei of `sellToken`, fee included: exact for `Sell`, a maximum for `Buy`
/// @param buyAmount wei of `buyToken`: a minimum for `Sell`, exact for `Buy`
/// @param side which amount is exact; signed as the text "sell" or "buy"
/// @param partiallyFillable false: everything in one fill or nothing; true: any number of fills
/// @param validFrom first second (Unix time, inclusive) in which a fill is allowed
/// @param validTo last second (Unix time, inclusive) in which a fill is allowed
/// @param nonce word and bit of the owner's bitmap: `nonce >> 8` and `nonce & 0xff`
/// @param appData 32 free bytes, signed and not interpreted
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

/// @title EIP-712 hashing of intents
library Intents {
    bytes32 internal constant TYPE_HASH = keccak256(
        "Intent(address owner,address receiver,address sellToken,address buyToken,uint128 sellAmount,"
        "uint128 buyAmount,string side,bool partiallyFillable,uint32 validFrom,uint32 validTo,"
        "uint256 nonce,bytes32 appData)"
    );
    bytes32 private constant SELL = keccak256("sell");
    bytes32 private constant BUY = keccak256("buy");

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
                // The wallet shows the text, so the text is what is signed.
                intent.side == Side.Sell ? SELL : BUY,
                intent.partiallyFillable,
                intent.validFrom,
                intent.validTo,
                intent.nonce,
                intent.appData
            )
        );
    }
}
