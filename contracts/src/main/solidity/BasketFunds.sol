// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {IERC1155Receiver} from "@openzeppelin/contracts/token/ERC1155/IERC1155Receiver.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC165} from "@openzeppelin/contracts/utils/introspection/IERC165.sol";
import {AllowanceHub} from "./AllowanceHub.sol";
import {Basket, BasketIntents} from "./BasketIntents.sol";
import {Baskets} from "./Baskets.sol";
import {Batch} from "./Batch.sol";
import {BalanceLeft, Funds} from "./Funds.sol";
import {TransferList, Transfers} from "./Transfers.sol";

/// @notice The owner of a basket would have lost this much more of a leg than signed.
/// @param leg its number; the number of legs means the quote token
error LegOverpaid(bytes32 intentHash, uint256 leg, uint256 excess);
/// @notice The receiver of a basket would have got this much less of a leg than signed.
/// @param leg its number; the number of legs means the quote token
error LegShort(bytes32 intentHash, uint256 leg, uint256 missing);
/// @notice ERC-1155 tokens are accepted only during a settlement.
error UnexpectedAsset(address token);

/// @title Moves what baskets move
/// @dev Every movement is judged by the balances of the one whose tokens it is: whatever a token does, an owner loses no more
/// of a leg than signed, and a receiver gets no less.
abstract contract BasketFunds is Funds, Baskets, ReentrancyGuardTransient, IERC1155Receiver {
    using BasketIntents for Basket;
    using SafeERC20 for IERC20;
    using Transfers for TransferList;

    /// @notice Accepts what owners give and what interactions obtain.
    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external view returns (bytes4) {
        _requireSettling();
        return IERC1155Receiver.onERC1155Received.selector;
    }

    /// @notice Accepts what owners give and what interactions obtain.
    function onERC1155BatchReceived(address, address, uint256[] calldata, uint256[] calldata, bytes calldata)
        external
        view
        returns (bytes4)
    {
        _requireSettling();
        return IERC1155Receiver.onERC1155BatchReceived.selector;
    }

    /// @inheritdoc IERC165
    function supportsInterface(bytes4 interfaceId) external pure returns (bool) {
        return interfaceId == type(IERC1155Receiver).interfaceId || interfaceId == type(IERC165).interfaceId;
    }

    /// @dev Takes from owners what their baskets give.
    function _pullBaskets(Batch memory batch) internal {
        for (uint256 i = 0; i < batch.baskets.length; ++i) {
            Basket memory basket = batch.baskets[i];
            for (uint256 j = 0; j <= basket.legCount; ++j) {
                (address token, uint256 id, int256 amount) = basket.leg(j);
                if (amount < 0) _take(basket, j, token, id, uint256(-amount));
            }
        }
    }

    /// @dev Pays the ERC-20 side of baskets.
    function _payBaskets(Batch memory batch) internal {
        for (uint256 i = 0; i < batch.baskets.length; ++i) {
            Basket memory basket = batch.baskets[i];
            for (uint256 j = 0; j <= basket.legCount; ++j) {
                (address token, uint256 id, int256 amount) = basket.leg(j);
                if (amount > 0 && id == 0) _give(basket, j, token, id, uint256(amount));
            }
        }
    }

    /// @dev Hands out the ERC-1155 side of baskets, and what is left of it to the solver. Every receiver is called by it, so it comes
    /// when no ERC-20 is held any more.
    function _deliverAssets(Batch memory batch) internal {
        for (uint256 i = 0; i < batch.baskets.length; ++i) {
            Basket memory basket = batch.baskets[i];
            for (uint256 j = 0; j < basket.legCount; ++j) {
                (address token, uint256 id, int256 amount) = basket.leg(j);
                if (amount > 0 && id != 0) _give(basket, j, token, id, uint256(amount));
            }
        }
        for (uint256 i = 0; i < batch.baskets.length; ++i) {
            Basket memory basket = batch.baskets[i];
            for (uint256 j = 0; j < basket.legCount; ++j) {
                (address token, uint256 id,) = basket.leg(j);
                if (id != 0) _clearAsset(token, id, batch.solver);
            }
        }
    }

    function _take(Basket memory basket, uint256 index, address token, uint256 id, uint256 amount) private {
        uint256 before = _balance(token, id, basket.owner);
        if (id == 0) {
            TransferList memory pull = Transfers.allocate(1);
            pull.add(token, basket.owner, amount);
            pull.send(address(hub), AllowanceHub.pull.selector, address(this));
        } else {
            hub.pull1155(IERC1155(token), basket.owner, id - 1, amount);
        }
        uint256 accounted = _balance(token, id, basket.owner) + amount;
        if (accounted < before) revert LegOverpaid(basket.digest, index, before - accounted);
    }

    function _give(Basket memory basket, uint256 index, address token, uint256 id, uint256 amount) private {
        uint256 due = _balance(token, id, basket.receiver) + amount;
        if (id == 0) IERC20(token).safeTransfer(basket.receiver, amount);
        else _giveAsset(basket, index, token, id, amount);
        uint256 balance = _balance(token, id, basket.receiver);
        if (balance < due) revert LegShort(basket.digest, index, due - balance);
    }

    /// @dev Of ERC-20 tokens the cover has seen to it that there is enough; of an ERC-1155 it may turn out here that there is not.
    function _giveAsset(Basket memory basket, uint256 index, address token, uint256 id, uint256 amount) private {
        try IERC1155(token).safeTransferFrom(address(this), basket.receiver, id - 1, amount, "") {}
        catch (bytes memory reason) {
            uint256 held = _balance(token, id, address(this));
            if (held < amount) revert LegShort(basket.digest, index, amount - held);
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
    }

    function _clearAsset(address token, uint256 id, address solver) private {
        uint256 left = _balance(token, id, address(this));
        if (left == 0) return;
        IERC1155(token).safeTransferFrom(address(this), solver, id - 1, left, "");
        left = _balance(token, id, address(this));
        if (left != 0) revert BalanceLeft(token, left);
    }

    function _balance(address token, uint256 id, address account) private view returns (uint256) {
        return id == 0 ? IERC20(token).balanceOf(account) : IERC1155(token).balanceOf(account, id - 1);
    }

    function _requireSettling() private view {
        if (!_reentrancyGuardEntered()) revert UnexpectedAsset(msg.sender);
    }
}
