// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {Assets} from "./Assets.sol";
import {ReceivedTooLittle} from "./Payments.sol";
import {TokenCalls} from "./TokenCalls.sol";
import {Transfer, Transfers} from "./Transfers.sol";

/// @title The contract users and solvers approve
/// @notice Moves tokens of those who approved it, only for the Settlement that created it.
/// @dev Apart from Settlement so that no interaction of a solver, which runs as Settlement, can spend an allowance.
contract AllowanceHub {
    /// @notice The only caller obeyed.
    address public immutable settlement;

    /// @notice Only Settlement may move tokens.
    error NotSettlement(address caller);

    modifier onlySettlement() {
        if (msg.sender != settlement) revert NotSettlement(msg.sender);
        _;
    }

    constructor() {
        settlement = msg.sender;
    }

    /// @notice Collects what owners sell.
    /// @param to receives everything
    /// @param transfers token, owner who approved this contract, wei; a token that returns nothing is fine, one that
    /// returns false reverts
    function pull(address to, Transfer[] calldata transfers) external onlySettlement {
        (uint256 place, uint256 end) = Transfers.bounds(transfers);
        TokenCalls.transferAllFrom(place, end, to);
    }

    /// @notice Pays receivers.
    /// @param from pays; has approved this contract
    /// @param transfers token, receiver, wei; where bit 160 of the receiver is set, all of it must arrive
    function pay(address from, Transfer[] calldata transfers) external onlySettlement {
        (uint256 start, uint256 end) = Transfers.bounds(transfers);
        (uint256 place, uint256 missing) = TokenCalls.payAllFrom(start, end, from);
        if (missing != 0) revert ReceivedTooLittle((place - start) / Transfers.SIZE, missing);
    }

    /// @notice Collects a leg of a basket.
    /// @param token ERC-20 or ERC-1155 contract
    /// @param id 0 for an ERC-20, else the ERC-1155 token id plus one
    /// @param owner who approved this contract
    /// @param amount wei or units of the id
    /// @return excess how much more than that the owner has lost
    function pullLeg(address token, uint256 id, address owner, uint256 amount)
        external
        onlySettlement
        returns (uint256 excess)
    {
        uint256 before = Assets.balance(token, id, owner);
        if (id == 0) TokenCalls.transferFrom(token, owner, msg.sender, amount);
        else IERC1155(token).safeTransferFrom(owner, msg.sender, id - 1, amount, "");
        uint256 accounted = Assets.balance(token, id, owner) + amount;
        return accounted < before ? before - accounted : 0;
    }
}
