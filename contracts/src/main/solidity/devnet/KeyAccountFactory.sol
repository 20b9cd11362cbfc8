// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KeyAccount} from "./KeyAccount.sol";

/// @title Creates accounts whose addresses are known before, for development networks only
/// @notice DEVNET ONLY. Anybody may create anybody's account; it is the same whoever does.
contract KeyAccountFactory {
    /// @notice Creates the account of a key.
    /// @param key whose signatures are the account's
    /// @param token what `spender` may take of the account's
    /// @param spender who may take it
    function create(address key, IERC20 token, address spender) external returns (KeyAccount) {
        return new KeyAccount{salt: 0}(key, token, spender);
    }

    /// @notice Where `create` puts it.
    function addressOf(address key, IERC20 token, address spender) external view returns (address) {
        bytes32 code = keccak256(abi.encodePacked(type(KeyAccount).creationCode, abi.encode(key, token, spender)));
        return address(uint160(uint256(keccak256(abi.encodePacked(bytes1(0xff), address(this), bytes32(0), code)))));
    }
}
