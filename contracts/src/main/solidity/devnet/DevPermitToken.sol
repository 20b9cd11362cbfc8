// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {DevToken} from "./DevToken.sol";

/// @title Token for development networks only, whose owners can approve by a signature (EIP-2612)
/// @notice DEVNET ONLY: its deployer makes as much of it as it likes. Never deploy it where tokens have value.
contract DevPermitToken is DevToken, ERC20Permit {
    /// @param name_ name shown by wallets, and of the EIP-712 domain; its version is "1"
    /// @param symbol_ ticker shown by wallets
    /// @param decimals_ decimal places shown by wallets
    constructor(string memory name_, string memory symbol_, uint8 decimals_)
        DevToken(name_, symbol_, decimals_)
        ERC20Permit(name_)
    {}

    /// @notice Decimal places shown by wallets.
    function decimals() public view override(DevToken, ERC20) returns (uint8) {
        return super.decimals();
    }
}
