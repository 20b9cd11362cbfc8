// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Award, BasketIntent, Intent, Leg, Side, TwapIntent} from "./Terms.sol";

/// @title EIP-712 digests, straight from the standard and the protocol page
library Digests {
    bytes32 private constant INTENT = keccak256(
        "Intent(address owner,address receiver,address sellToken,address buyToken,uint128 sellAmount,uint128 buyAmount,string side,bool partiallyFillable,uint32 validFrom,uint32 validTo,uint256 nonce,bytes32 appData)"
    );
    bytes32 private constant TWAP = keccak256(
        "TwapIntent(address owner,address receiver,address sellToken,address buyToken,uint128 partSellAmount,uint128 partBuyAmount,uint32 start,uint32 interval,uint32 span,uint16 parts,uint256 nonce,bytes32 appData)"
    );
    bytes32 private constant BASKET = keccak256(
        "BasketIntent(address owner,address receiver,Leg[] legs,address quoteToken,int128 quotePerUnit,uint64 units,uint32 validFrom,uint32 validTo,uint256 nonce,bytes32 appData)Leg(address token,uint256 id,int128 amount)"
    );
    bytes32 private constant LEG = keccak256("Leg(address token,uint256 id,int128 amount)");
    bytes32 private constant AWARD = keccak256(
        "Award(uint256 auctionId,bytes32 batchRoot,address solver,bytes32 solutionHash,uint64 lastBlock,bytes32 transcriptHash)"
    );

    function domain(address settlement, uint256 chainId) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("Fairlead"),
                keccak256("1"),
                chainId,
                settlement
            )
        );
    }

    function typed(bytes32 domain_, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", domain_, structHash));
    }

    function intent(bytes32 domain_, Intent memory i) internal pure returns (bytes32) {
        // In two halves, because one expression of so many parts has no room on the stack.
        bytes memory first = abi.encode(INTENT, i.owner, i.receiver, i.sellToken, i.buyToken, i.sellAmount);
        bytes32 side = keccak256(bytes(i.side == Side.Sell ? "sell" : "buy"));
        bytes memory second =
            abi.encode(i.buyAmount, side, i.partiallyFillable, i.validFrom, i.validTo, i.nonce, i.appData);
        return typed(domain_, keccak256(bytes.concat(first, second)));
    }

    function twap(bytes32 domain_, TwapIntent memory t) internal pure returns (bytes32) {
        // Only static fields, so the struct is encoded like its fields.
        return typed(domain_, keccak256(bytes.concat(TWAP, abi.encode(t))));
    }

    function basket(bytes32 domain_, BasketIntent memory b) internal pure returns (bytes32) {
        bytes memory legs;
        for (uint256 k = 0; k < b.legs.length; ++k) {
            Leg memory leg = b.legs[k];
            legs = bytes.concat(legs, keccak256(abi.encode(LEG, leg.token, leg.id, leg.amount)));
        }
        bytes memory first = abi.encode(BASKET, b.owner, b.receiver, keccak256(legs), b.quoteToken, b.quotePerUnit);
        bytes memory second = abi.encode(b.units, b.validFrom, b.validTo, b.nonce, b.appData);
        return typed(domain_, keccak256(bytes.concat(first, second)));
    }

    function award(bytes32 domain_, Award memory a) internal pure returns (bytes32) {
        return typed(domain_, keccak256(bytes.concat(AWARD, abi.encode(a))));
    }

    /// @notice What a solver signs to let an award's settlement use its cover.
    function cover(bytes32 domain_, bytes32 awardDigest) internal pure returns (bytes32) {
        return typed(domain_, keccak256(abi.encode(keccak256("Cover(bytes32 award)"), awardDigest)));
    }

    /// @notice The `appData` that binds an intent to packed hooks.
    function hooks(bytes memory packedHooks) internal pure returns (bytes32) {
        return bytes32(bytes.concat("hook", bytes28(keccak256(packedHooks) << 32)));
    }
}
