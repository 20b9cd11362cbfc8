// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @title Token that takes signed allowances (EIP-2612), for development networks only
/// @notice DEVNET ONLY: its deployer makes as much of it as it likes. Never deploy it where tokens have value.
contract DevPermitToken is ERC20Permit, Ownable {
    /// @param name_ name shown by wallets, and of the permits' EIP-712 domain, whose version is "1"
    /// @param symbol_ ticker shown by wallets
    constructor(string memory name_, string memory symbol_)
        ERC20(name_, symbol_)
        ERC20Permit(name_)
        Ownable(msg.sender)
    {}

    /// @notice Creates tokens; owner only.
    /// @param account who receives them
    /// @param amount wei of this token
    function mint(address account, uint256 amount) external onlyOwner {
        _mint(account, amount);
    }
}
