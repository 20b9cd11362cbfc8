// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Award, Basket, Call, Hook, Intent, Leg, Priced, Side, Solution, Trade} from "./Terms.sol";

/// @title The packed encoding of bundles
/// @notice Writes the one canonical form of the protocol page, unless `Trade.flip` asks for another.
library Pack {
    uint16 internal constant BUY = 1 << 0;
    uint16 internal constant PARTIAL = 1 << 1;
    uint16 internal constant SHARED = 1 << 2;
    uint16 internal constant SHORT_NONCE = 1 << 3;
    uint16 internal constant RECEIVER = 1 << 4;
    uint16 internal constant VALID_FROM = 1 << 5;
    uint16 internal constant APP_DATA = 1 << 6;
    uint16 internal constant AMOUNTS = 1 << 7;
    uint16 internal constant PERMIT2 = 1 << 8;
    uint16 internal constant NATIVE = 1 << 9;
    uint16 internal constant TWAP = 1 << 10;
    uint16 internal constant HOOKS = 1 << 11;
    uint16 internal constant TOKEN_PERMIT = 1 << 12;
    uint16 internal constant ODD_SIGNATURE = 1 << 13;

    uint8 internal constant DIRECT = 1;
    uint8 internal constant CHECK_EACH = 2;

    /// @notice Native ETH as a buy token.
    address internal constant ETHER = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;

    function bundle(Award memory a, bytes memory awardSignature, bytes memory consent, bytes memory packedSolution)
        internal
        pure
        returns (bytes memory)
    {
        return bytes.concat(hex"01", award(a, awardSignature), _sized2(consent), packedSolution);
    }

    /// @param signature 64 bytes
    function award(Award memory a, bytes memory signature) internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                uint48(a.auctionId), uint48(a.lastBlock), a.solver, a.batchRoot, a.transcriptHash, signature
            );
    }

    function solution(Solution memory s) internal pure returns (bytes memory out) {
        out = abi.encodePacked(s.flags, uint8(s.tokens.length));
        for (uint256 i = 0; i < s.tokens.length; ++i) {
            Priced memory p = s.tokens[i];
            out = abi.encodePacked(out, p.token, p.price, p.cover);
        }
        out = abi.encodePacked(out, uint8(s.series.length));
        for (uint256 i = 0; i < s.series.length; ++i) {
            out = abi.encodePacked(out, s.series[i]);
        }
        return bytes.concat(out, _trades(s), _baskets(s), _calls(s));
    }

    function _trades(Solution memory s) private pure returns (bytes memory out) {
        bytes[] memory parts = new bytes[](s.trades.length + 1);
        parts[0] = abi.encodePacked(uint16(s.trades.length));
        for (uint256 i = 0; i < s.trades.length; ++i) {
            parts[i + 1] = trade(s.trades[i], s.series);
        }
        return _join(parts);
    }

    /// @dev In one piece: hundreds of trades appended one by one would cost memory in the square of their number.
    function _join(bytes[] memory parts) private pure returns (bytes memory out) {
        uint256 length;
        for (uint256 i = 0; i < parts.length; ++i) {
            length += parts[i].length;
        }
        out = new bytes(length);
        uint256 place;
        for (uint256 i = 0; i < parts.length; ++i) {
            bytes memory part = parts[i];
            assembly ("memory-safe") {
                mcopy(add(add(out, 0x20), place), add(part, 0x20), mload(part))
            }
            place += part.length;
        }
    }

    function _baskets(Solution memory s) private pure returns (bytes memory out) {
        out = abi.encodePacked(uint8(s.baskets.length));
        for (uint256 i = 0; i < s.baskets.length; ++i) {
            out = bytes.concat(out, basket(s.baskets[i]));
        }
    }

    function _calls(Solution memory s) private pure returns (bytes memory out) {
        out = abi.encodePacked(uint16(s.calls.length));
        for (uint256 i = 0; i < s.calls.length; ++i) {
            Call memory c = s.calls[i];
            out = abi.encodePacked(out, c.target, uint24(c.data.length), c.data);
        }
    }

    /// @notice The flags that follow from the terms.
    function flags(Trade memory t) internal pure returns (uint16 f) {
        Intent memory i = t.intent;
        if (i.side == Side.Buy) f |= BUY;
        if (i.partiallyFillable) f |= PARTIAL;
        if (!t.permit2 && i.nonce >> 255 == 1) f |= SHARED;
        else if (i.nonce < 1 << 64) f |= SHORT_NONCE;
        if (i.receiver != i.owner) f |= RECEIVER;
        if (i.validFrom != 0) f |= VALID_FROM;
        if (t.hooks.length != 0) f |= HOOKS;
        else if (i.appData != 0) f |= APP_DATA;
        if (t.fee != 0 || t.executed != (i.side == Side.Sell ? i.sellAmount : i.buyAmount)) f |= AMOUNTS;
        if (t.permit2) f |= PERMIT2;
        if (i.buyToken == ETHER) f |= NATIVE;
        if (t.part.parts != 0) f |= TWAP;
        if (t.permit.deadline != 0) f |= TOKEN_PERMIT;
        if (t.signature.length != 64) f |= ODD_SIGNATURE;
    }

    function trade(Trade memory t, uint64[] memory series) internal pure returns (bytes memory) {
        uint16 f = flags(t) ^ t.flip;
        return bytes.concat(_terms(t, f), _nonce(t, f, series), _optional(t, f), _proof(t, f));
    }

    function _terms(Trade memory t, uint16 f) private pure returns (bytes memory) {
        Intent memory i = t.intent;
        return abi.encodePacked(f, uint8(t.sellIndex), uint8(t.buyIndex), i.owner, i.sellAmount, i.buyAmount, i.validTo);
    }

    function _nonce(Trade memory t, uint16 f, uint64[] memory series) private pure returns (bytes memory) {
        uint256 nonce = t.intent.nonce;
        if (f & SHARED != 0) return abi.encodePacked(_seriesIndex(series, uint64(nonce >> 168)), uint8(nonce));
        if (f & SHORT_NONCE != 0) return abi.encodePacked(uint64(nonce));
        return abi.encodePacked(nonce);
    }

    /// @dev An index out of range if the series is not listed.
    function _seriesIndex(uint64[] memory series, uint64 wanted) private pure returns (uint8 index) {
        while (index < series.length && series[index] != wanted) ++index;
    }

    function _optional(Trade memory t, uint16 f) private pure returns (bytes memory out) {
        Intent memory i = t.intent;
        if (f & RECEIVER != 0) out = abi.encodePacked(out, i.receiver);
        if (f & VALID_FROM != 0) out = abi.encodePacked(out, i.validFrom);
        if (f & APP_DATA != 0) out = abi.encodePacked(out, i.appData);
        if (f & AMOUNTS != 0) out = abi.encodePacked(out, t.executed, t.fee);
        if (f & TWAP != 0) {
            out = abi.encodePacked(out, t.part.index, uint8(t.part.parts - 1), t.part.interval, t.part.span);
        }
    }

    function _proof(Trade memory t, uint16 f) private pure returns (bytes memory out) {
        if (f & HOOKS != 0) out = abi.encodePacked(uint24(t.hooks.length), t.hooks);
        if (f & TOKEN_PERMIT != 0) {
            out = abi.encodePacked(out, t.permit.value, t.permit.deadline, t.permit.r, t.permit.vs);
        }
        return bytes.concat(out, f & ODD_SIGNATURE != 0 ? _sized2(t.signature) : t.signature);
    }

    function hooks(Hook[] memory list) internal pure returns (bytes memory out) {
        for (uint256 i = 0; i < list.length; ++i) {
            Hook memory h = list[i];
            out = abi.encodePacked(out, h.phase, h.target, h.gasLimit, uint24(h.data.length), h.data);
        }
    }

    function basket(Basket memory b) internal pure returns (bytes memory) {
        return bytes.concat(_legs(b), _quote(b), _basketEnd(b));
    }

    function _legs(Basket memory b) private pure returns (bytes memory out) {
        out = abi.encodePacked(b.flags, b.terms.owner, uint8(b.terms.legs.length));
        for (uint256 i = 0; i < b.terms.legs.length; ++i) {
            Leg memory leg = b.terms.legs[i];
            out = abi.encodePacked(out, leg.token, leg.id, leg.amount);
        }
    }

    function _quote(Basket memory b) private pure returns (bytes memory) {
        return abi.encodePacked(uint8(b.quoteIndex), b.terms.quotePerUnit, b.terms.units, b.filled, b.quote);
    }

    function _basketEnd(Basket memory b) private pure returns (bytes memory) {
        return abi.encodePacked(
            b.terms.validFrom, b.terms.validTo, b.terms.nonce, b.terms.receiver, b.terms.appData, _sized2(b.signature)
        );
    }

    function _sized2(bytes memory data) private pure returns (bytes memory) {
        return abi.encodePacked(uint16(data.length), data);
    }
}
