// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {Assets} from "./Assets.sol";
import {Basket, BasketIntents} from "./BasketIntents.sol";
import {Baskets} from "./Baskets.sol";
import {Batch} from "./Batch.sol";
import {BalanceLeft, Funds} from "./Funds.sol";

/// @notice The owner of a basket would have lost this much more of a leg than signed.
/// @param leg its number; the number of legs means the quote token
error LegOverpaid(bytes32 intentHash, uint256 leg, uint256 excess);
/// @notice The receiver of a basket would have got this much less of a leg than signed.
/// @param leg its number; the number of legs means the quote token
error LegShort(bytes32 intentHash, uint256 leg, uint256 missing);
/// @notice An ERC-1155 token is accepted only while a basket with a leg of it is being settled.
error UnexpectedAsset(address token);

/// @title Moves what baskets move
/// @dev Every movement is judged by the balances of the one whose tokens it is: whatever a token does, an owner loses no more
/// of a leg than signed, and a receiver gets no less.
abstract contract BasketFunds is Funds, Baskets, IERC1155Receiver {
    using BasketIntents for Basket;

    /// @notice Accepts what owners give and interactions obtain, if it is of a basket that is being settled.
    function onERC1155Received(address, address, uint256 id, uint256, bytes calldata) external view returns (bytes4) {
        _requireExpected(id);
        return IERC1155Receiver.onERC1155Received.selector;
    }

    /// @notice Accepts what owners give and interactions obtain, if it is of a basket that is being settled.
    function onERC1155BatchReceived(address, address, uint256[] calldata ids, uint256[] calldata, bytes calldata)
        external
        view
        returns (bytes4)
    {
        for (uint256 i = 0; i < ids.length; ++i) {
            _requireExpected(ids[i]);
        }
        return IERC1155Receiver.onERC1155BatchReceived.selector;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC1155Receiver).interfaceId || interfaceId == type(IERC165).interfaceId;
    }

    /// @dev Takes from owners what their baskets give, and accepts the ERC-1155 tokens of their legs from now on.
    function _pullBaskets(Batch memory batch) internal {
        unchecked {
            for (uint256 i = 0; i < batch.baskets.length; ++i) {
                Basket memory basket = batch.baskets[i];
                for (uint256 j = 0; j <= basket.legCount; ++j) {
                    (address token, uint256 id, int256 amount) = basket.leg(j);
                    if (id != 0) Assets.expect(token, id, true);
                    if (amount >= 0) continue;
                    uint256 excess = hub.pullLeg(token, id, basket.owner, uint256(-amount));
                    if (excess != 0) revert LegOverpaid(basket.digest, j, excess);
                }
            }
        }
    }

    /// @dev Pays receivers what they are owed of ERC-20 tokens, or of ERC-1155 tokens. The latter call every receiver, so that it is
    /// done when no ERC-20 is held any more.
    function _payBaskets(Batch memory batch, bool assets) internal {
        unchecked {
            for (uint256 i = 0; i < batch.baskets.length; ++i) {
                Basket memory basket = batch.baskets[i];
                for (uint256 j = 0; j <= basket.legCount; ++j) {
                    (address token, uint256 id, int256 amount) = basket.leg(j);
                    if (amount > 0 && (id != 0) == assets) _give(basket, j, token, id, uint256(amount));
                }
            }
        }
    }

    /// @dev Hands the ERC-1155 tokens that are left to the solver, and accepts no more of them.
    function _clearBaskets(Batch memory batch) internal {
        unchecked {
            for (uint256 i = 0; i < batch.baskets.length; ++i) {
                Basket memory basket = batch.baskets[i];
                for (uint256 j = 0; j < basket.legCount; ++j) {
                    (address token, uint256 id,) = basket.leg(j);
                    if (id == 0) continue;
                    Assets.expect(token, id, false);
                    uint256 left = Assets.balance(token, id, address(this));
                    if (left == 0) continue;
                    Assets.send(token, id, batch.solver, left);
                    left = Assets.balance(token, id, address(this));
                    if (left != 0) revert BalanceLeft(token, left);
                }
            }
        }
    }

    function _give(Basket memory basket, uint256 index, address token, uint256 id, uint256 amount) private {
        uint256 due = Assets.balance(token, id, basket.receiver) + amount;
        // Of ERC-20 tokens the cover has seen to it that there is enough; of an ERC-1155 it turns out here.
        if (id != 0) {
            uint256 held = Assets.balance(token, id, address(this));
            if (held < amount) revert LegShort(basket.digest, index, amount - held);
        }
        Assets.send(token, id, basket.receiver, amount);
        uint256 balance = Assets.balance(token, id, basket.receiver);
        if (balance < due) revert LegShort(basket.digest, index, due - balance);
    }

    /// @param id the ERC-1155 token's own
    function _requireExpected(uint256 id) private view {
        unchecked {
            // What no leg can name wraps around to what is never expected.
            if (!Assets.isExpected(msg.sender, id + 1)) revert UnexpectedAsset(msg.sender);
        }
    }
}
