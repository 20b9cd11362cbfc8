// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// @title Options and other ERC-1155 assets for development networks only
/// @notice DEVNET ONLY: its deployer makes as much of any id as it likes. Never deploy it where tokens have value.
contract DevMultiToken is ERC1155, Ownable {
    constructor() ERC1155("") Ownable(msg.sender) {}

    /// @notice Creates tokens; owner only.
    /// @param account who receives them
    /// @param id which asset
    /// @param amount units of it
    function mint(address account, uint256 id, uint256 amount) external onlyOwner {
        _mint(account, id, amount, "");
    }
}
