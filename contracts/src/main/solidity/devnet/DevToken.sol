// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title Token for development networks only
/// @notice DEVNET ONLY: its deployer makes as much of it as it likes. Never deploy it where tokens have value.
contract DevToken is ERC20, Ownable {
    uint8 private immutable _decimals;

    /// @param name_ name shown by wallets
    /// @param symbol_ ticker shown by wallets
    /// @param decimals_ decimal places shown by wallets
    constructor(string memory name_, string memory symbol_, uint8 decimals_) ERC20(name_, symbol_) Ownable(msg.sender) {
        _decimals = decimals_;
    }

    /// @notice Decimal places shown by wallets.
    function decimals() public view virtual override returns (uint8) {
        return _decimals;
    }

    /// @notice Creates tokens; owner only.
    /// @param account who receives them
    /// @param amount wei of this token
    function mint(address account, uint256 amount) external onlyOwner {
        _mint(account, amount);
    }
}
