// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ERC1155Holder} from "@openzeppelin/contracts/token/ERC1155/utils/ERC1155Holder.sol";
import {MultiToken, PlainToken} from "./Tokens.sol";

/// @notice A solver's contract: hands ERC-1155 tokens to whoever asks.
contract Desk is ERC1155Holder {
    function supply(IERC1155 token, uint256 id, uint256 amount) external {
        token.safeTransferFrom(address(this), msg.sender, id, amount, "");
    }

    function supplyBatch(IERC1155 token, uint256[] calldata ids, uint256[] calldata amounts) external {
        token.safeBatchTransferFrom(address(this), msg.sender, ids, amounts, "");
    }
}

/// @notice Moves other amounts than asked for, or makes a call, when tokens go to one account.
contract OddMultiToken is MultiToken {
    enum Way {
        Honest,
        MovesNothing,
        OneShort,
        /// Takes one more from the sender.
        OneTooMuch,
        Calls,
        Reverts
    }

    error Refused(uint256 code);

    Way private way;
    address private where;
    address private target;
    bytes private data;
    uint256 public calls;
    bool public succeeded;
    bytes public answer;

    function act(Way way_, address where_) external {
        (way, where) = (way_, where_);
    }

    function arm(address where_, address target_, bytes calldata data_) external {
        (way, where, target, data) = (Way.Calls, where_, target_, data_);
    }

    function safeTransferFrom(address from, address to, uint256 id, uint256 value, bytes memory extra) public override {
        Way now_ = to == where ? way : Way.Honest;
        if (now_ == Way.MovesNothing) return;
        if (now_ == Way.Reverts) revert Refused(7);
        if (now_ == Way.OneShort) value -= 1;
        if (now_ == Way.Calls) {
            calls++;
            (succeeded, answer) = target.call(data);
        }
        super.safeTransferFrom(from, to, id, value, extra);
        if (now_ == Way.OneTooMuch) _burn(from, id, 1);
    }
}

/// @notice Never asks a receiver.
contract SilentMultiToken is MultiToken {
    function _updateWithAcceptanceCheck(
        address from,
        address to,
        uint256[] memory ids,
        uint256[] memory values,
        bytes memory,
        bool
    ) internal override {
        _update(from, to, ids, values);
    }
}

/// @notice Burns a hundredth of every transfer, on top, from the sender.
contract SurchargeToken is PlainToken {
    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (from != address(0) && to != address(0)) super._update(from, address(0), amount / 100);
    }
}

/// @notice Refuses ERC-1155 tokens in every way there is.
contract Refuser {
    enum Way {
        WrongAnswer,
        Reverts,
        BurnsEverything
    }

    Way private immutable way;

    constructor(Way way_) {
        way = way_;
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external view returns (bytes4) {
        if (way == Way.Reverts) revert("not me");
        if (way == Way.BurnsEverything) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        return bytes4(0);
    }
}
