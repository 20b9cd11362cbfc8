// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {TokenCalls} from "./TokenCalls.sol";

/// @title What a leg of a basket can be of
library Assets {
    /// @notice How much of an asset an account holds.
    /// @param token ERC-20 or ERC-1155 contract
    /// @param id 0 for an ERC-20, else the ERC-1155 token id plus one
    function balance(address token, uint256 id, address account) internal view returns (uint256) {
        return id == 0 ? TokenCalls.balanceOf(token, account) : IERC1155(token).balanceOf(account, id - 1);
    }

    /// @notice Sends what this contract holds of an asset.
    function send(address token, uint256 id, address to, uint256 amount) internal {
        if (id == 0) TokenCalls.transfer(token, to, amount);
        else IERC1155(token).safeTransferFrom(address(this), to, id - 1, amount, "");
    }

    /// @notice Says whether this contract is to accept an ERC-1155 asset; forgotten at the end of the transaction.
    function expect(address token, uint256 id, bool expected) internal {
        bytes32 slot = _slot(token, id);
        assembly ("memory-safe") {
            tstore(slot, expected)
        }
    }

    /// @notice What `expect` has said.
    function isExpected(address token, uint256 id) internal view returns (bool expected) {
        bytes32 slot = _slot(token, id);
        assembly ("memory-safe") {
            expected := tload(slot)
        }
    }

    function _slot(address token, uint256 id) private pure returns (bytes32 slot) {
        assembly ("memory-safe") {
            mstore(0x00, token)
            mstore(0x20, id)
            slot := keccak256(0x00, 0x40)
        }
    }
}
