// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Packed} from "./Packed.sol";

/// @notice What one unit of a basket moves of one asset.
/// @param token ERC-20 or ERC-1155 contract
/// @param id 0 for an ERC-20, else the ERC-1155 token id plus one
/// @param amount wei or units of the id: positive to the receiver, negative from the owner
struct Leg {
    address token;
    uint256 id;
    int128 amount;
}

/// @notice What an owner signs: several assets that move in proportion or not at all, against one net amount.
/// @param owner who pays and signs
/// @param receiver who is paid; neither the zero address nor Settlement
/// @param legs 1 to 16, no asset twice, none of zero, none in the quote token
/// @param quoteToken ERC-20 in which the net amount is paid
/// @param quotePerUnit wei per unit: positive the least that is received, negative the most that is paid
/// @param units how often the legs may move, in one fill or several
/// @param validFrom first second (Unix time, inclusive) in which a fill is allowed
/// @param validTo last second (Unix time, inclusive) in which a fill is allowed
/// @param nonce owner-lane nonce
/// @param appData 32 bytes, signed and not interpreted; may not start with "hook"
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

/// @notice A fill of a basket.
/// @param digest EIP-712 digest of the basket
/// @param legs position of the first leg in the call data
/// @param legCount number of legs
/// @param units filled
/// @param quote wei of `quoteToken`: positive to the receiver, negative from the owner
struct Basket {
    bytes32 digest;
    address owner;
    address receiver;
    uint256 legs;
    uint256 legCount;
    address quoteToken;
    uint256 units;
    int256 quote;
}

/// @title EIP-712 hashing of baskets, and what their fills move
library BasketIntents {
    bytes32 internal constant TYPE_HASH = keccak256(
        "BasketIntent(address owner,address receiver,Leg[] legs,address quoteToken,int128 quotePerUnit,uint64 units,"
        "uint32 validFrom,uint32 validTo,uint256 nonce,bytes32 appData)Leg(address token,uint256 id,int128 amount)"
    );
    bytes32 internal constant LEG_TYPE_HASH = keccak256("Leg(address token,uint256 id,int128 amount)");

    /// @notice Bytes of a packed leg.
    uint256 internal constant LEG_SIZE = 68;

    /// @notice `hashStruct` of EIP-712, before the domain is added.
    function hashStruct(BasketIntent calldata basket) internal pure returns (bytes32) {
        bytes32[] memory legs = new bytes32[](basket.legs.length);
        for (uint256 i = 0; i < legs.length; ++i) {
            legs[i] = keccak256(abi.encode(LEG_TYPE_HASH, basket.legs[i]));
        }
        return keccak256(
            abi.encode(
                TYPE_HASH,
                basket.owner,
                basket.receiver,
                keccak256(abi.encodePacked(legs)),
                basket.quoteToken,
                basket.quotePerUnit,
                basket.units,
                basket.validFrom,
                basket.validTo,
                basket.nonce,
                basket.appData
            )
        );
    }

    /// @notice EIP-712 hash of packed legs. Leaves no memory allocated.
    /// @param cursor position of the first leg in the call data
    /// @param count number of legs
    function hashLegs(uint256 cursor, uint256 count) internal pure returns (bytes32 value) {
        bytes32 typeHash = LEG_TYPE_HASH;
        assembly ("memory-safe") {
            // Free memory as scratch space: one leg's preimage, then the hashes.
            let preimage := mload(0x40)
            let hashes := add(preimage, 0x80)
            mstore(preimage, typeHash)
            for { let i := 0 } lt(i, count) { i := add(i, 1) } {
                mstore(add(preimage, 0x20), shr(96, calldataload(cursor)))
                mstore(add(preimage, 0x40), calldataload(add(cursor, 20)))
                mstore(add(preimage, 0x60), sar(128, calldataload(add(cursor, 52))))
                mstore(add(hashes, mul(i, 0x20)), keccak256(preimage, 0x80))
                cursor := add(cursor, 68)
            }
            value := keccak256(hashes, mul(count, 0x20))
        }
    }

    /// @notice One leg of a fill, or with the index `legCount` its net amount.
    /// @return token ERC-20 or ERC-1155 contract
    /// @return id 0 for an ERC-20, else the ERC-1155 token id plus one
    /// @return amount positive to the receiver, negative from the owner; 64 and 128 bits of factors cannot overflow
    function leg(Basket memory basket, uint256 index) internal pure returns (address token, uint256 id, int256 amount) {
        if (index == basket.legCount) return (basket.quoteToken, 0, basket.quote);
        unchecked {
            uint256 cursor = basket.legs + index * LEG_SIZE;
            amount = Packed.i128(cursor + 52) * int256(basket.units);
            return (Packed.account(cursor), Packed.number(cursor + 20), amount);
        }
    }
}
