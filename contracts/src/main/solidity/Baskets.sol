// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Basket, BasketIntents} from "./BasketIntents.sol";
import {Batch, Batches, Malformed} from "./Batch.sol";
import {LimitNotMet, WindowClosed} from "./Fills.sol";
import {Ledgers} from "./Ledgers.sol";
import {Nonces, Overfilled} from "./Nonces.sol";
import {Packed} from "./Packed.sol";
import {Signers} from "./Signers.sol";
import {HOOK_TAG} from "./TradeFlags.sol";
import {BadReceiver, HooksMissing, TokenMismatch, WrongLane, WrongSigner} from "./Trades.sol";

/// @notice No legs or more than 16, an asset twice, a leg of zero or in the quote token, or no units.
error BadBasket(bytes32 intentHash);

/// @title Reads baskets and holds them to what their owners signed
abstract contract Baskets is Nonces, Signers {
    using Batches for Batch;
    using BasketIntents for Basket;

    uint256 private constant MAX_LEGS = 16;
    /// @dev Bytes of a packed basket but for its legs and signature, and of these the ones behind the legs.
    uint256 private constant FIXED_SIZE = 165;
    uint256 private constant TAIL_SIZE = 143;

    /// @notice A basket was filled.
    /// @param intentHash EIP-712 digest of the basket
    /// @param units of this fill
    /// @param quote wei of the quote token: positive to the receiver, negative from the owner
    event BasketFill(bytes32 indexed intentHash, uint256 units, int256 quote);

    /// @dev Reads the baskets, checks them, uses their nonces and records what is owed of ERC-20 tokens.
    /// @param cursor position of their number
    /// @return position behind them
    function _readBaskets(Batch memory batch, uint256 cursor) internal returns (uint256) {
        uint256 count = Packed.u8(cursor);
        cursor += 1;
        if (count == 0) return cursor;
        if (batch.direct || cursor + count * FIXED_SIZE > batch.end) revert Malformed();
        batch.baskets = new Basket[](count);
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                cursor = _readBasket(batch, batch.baskets[i], cursor);
            }
        }
        return cursor;
    }

    function _readBasket(Batch memory batch, Basket memory basket, uint256 cursor) private returns (uint256) {
        unchecked {
            if (Packed.u8(cursor) != 0) revert Malformed();
            basket.owner = Packed.account(cursor + 1);
            basket.legCount = Packed.u8(cursor + 21);
            basket.legs = cursor + 22;
            cursor = basket.legs + basket.legCount * BasketIntents.LEG_SIZE;
            uint256 quoteIndex = Packed.u8(cursor);
            uint256 signature = cursor + TAIL_SIZE;
            uint256 length = Packed.u16(signature - 2);
            if (quoteIndex >= batch.tokenCount || signature + length > batch.end) revert Malformed();
            basket.quoteToken = batch.token(quoteIndex);
            basket.units = Packed.u64(cursor + 25);
            basket.quote = Packed.i128(cursor + 33);
            basket.receiver = Packed.account(cursor + 89);
            basket.digest = _basketDigest(batch.domain, basket, cursor);

            _checkLegs(batch, basket);
            if (basket.quote > 0) Ledgers.addOwed(batch.ledger, quoteIndex, uint256(basket.quote));
            _useBasket(basket, cursor);
            emit BasketFill(basket.digest, basket.units, basket.quote);

            _checkBasketSignature(basket, signature, length);
            return signature + length;
        }
    }

    /// @param cursor position behind the legs
    function _basketDigest(bytes32 domain, Basket memory basket, uint256 cursor) private pure returns (bytes32) {
        unchecked {
            bytes32 structHash = keccak256(
                abi.encode(
                    BasketIntents.TYPE_HASH,
                    basket.owner,
                    basket.receiver,
                    BasketIntents.hashLegs(basket.legs, basket.legCount),
                    basket.quoteToken,
                    Packed.i128(cursor + 1),
                    Packed.u64(cursor + 17),
                    Packed.u32(cursor + 49),
                    Packed.u32(cursor + 53),
                    Packed.number(cursor + 57),
                    Packed.word(cursor + 109)
                )
            );
            return MessageHashUtils.toTypedDataHash(domain, structHash);
        }
    }

    /// @dev The legs make sense, and what of them is owed in tokens of the table.
    function _checkLegs(Batch memory batch, Basket memory basket) private pure {
        uint256 count = basket.legCount;
        if (count == 0 || count > MAX_LEGS || basket.units == 0) revert BadBasket(basket.digest);
        unchecked {
            for (uint256 i = 0; i < count; ++i) {
                (address token, uint256 id, int256 amount) = basket.leg(i);
                if (amount == 0 || (id == 0 && token == basket.quoteToken) || _isRepeated(basket, i, token, id)) {
                    revert BadBasket(basket.digest);
                }
                if (id != 0) continue;
                uint256 index = _indexOf(batch, token);
                if (index == batch.tokenCount) revert TokenMismatch(basket.digest);
                // 255 baskets of 192-bit numbers cannot overflow.
                if (amount > 0) Ledgers.addOwed(batch.ledger, index, uint256(amount));
            }
        }
    }

    /// @dev Whether a leg before this one is of the same asset.
    function _isRepeated(Basket memory basket, uint256 index, address token, uint256 id) private pure returns (bool) {
        unchecked {
            for (uint256 i = 0; i < index; ++i) {
                uint256 cursor = basket.legs + i * BasketIntents.LEG_SIZE;
                if (Packed.account(cursor) == token && Packed.number(cursor + 20) == id) return true;
            }
        }
        return false;
    }

    /// @dev The token's index in the ascending table, or `tokenCount`.
    function _indexOf(Batch memory batch, address token) private pure returns (uint256) {
        uint256 low = 0;
        uint256 high = batch.tokenCount;
        unchecked {
            while (low < high) {
                uint256 middle = (low + high) / 2;
                address found = batch.token(middle);
                if (found == token) return middle;
                if (found < token) low = middle + 1;
                else high = middle;
            }
        }
        return batch.tokenCount;
    }

    /// @dev Receiver, limit, window, lane, nonce and size.
    /// @param cursor position behind the legs
    function _useBasket(Basket memory basket, uint256 cursor) private {
        bytes32 digest = basket.digest;
        unchecked {
            if (basket.receiver == address(0) || basket.receiver == address(this)) revert BadReceiver(digest);
            if (Packed.u32(cursor + 109) == HOOK_TAG) revert HooksMissing(digest);
            // At most 64 times 128 bits.
            if (basket.quote < int256(basket.units) * Packed.i128(cursor + 1)) revert LimitNotMet(digest);
            if (block.timestamp < Packed.u32(cursor + 49) || block.timestamp > Packed.u32(cursor + 53)) {
                revert WindowClosed(digest);
            }
            uint256 nonce = Packed.number(cursor + 57);
            if (nonce & SHARED_LANE != 0) revert WrongLane(digest);
            uint256 units = Packed.u64(cursor + 17);
            if (units != 1) return _addFilled(basket.owner, nonce, digest, basket.units, units);
            _useNonce(basket.owner, nonce, digest);
            if (basket.units != 1) revert Overfilled(digest);
        }
    }

    function _checkBasketSignature(Basket memory basket, uint256 cursor, uint256 length) private {
        if (length == 64 && _recovers(basket.owner, basket.digest, Packed.word(cursor), Packed.word(cursor + 32))) {
            return;
        }
        if (!_isSigned(basket.owner, basket.digest, Packed.slice(cursor, length))) revert WrongSigner(basket.digest);
    }
}
