// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title An account for development networks only that signs by a key which can be replaced
/// @notice DEVNET ONLY. Created by `KeyAccountFactory`, or the code an ordinary account delegates to (EIP-7702): then the key is in
/// that account's own storage, and there is none until it has called `setKey` on itself.
contract KeyAccount is IERC1271 {
    /// @notice Whose signatures are this account's; zero for nobody's.
    address public key;

    /// @notice Only the account itself may replace its key.
    error NotSelf(address caller);

    /// @param key_ whose signatures are this account's
    /// @param token what `spender` may take from now on; zero for nothing
    /// @param spender who may take it
    constructor(address key_, IERC20 token, address spender) {
        key = key_;
        if (address(token) != address(0)) SafeERC20.forceApprove(token, spender, type(uint256).max);
    }

    /// @notice Replaces the key; by the account itself.
    function setKey(address key_) external {
        if (msg.sender != address(this)) revert NotSelf(msg.sender);
        key = key_;
    }

    /// @notice ERC-1271: 65 bytes of ECDSA with a low `s` of the key.
    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        (address signer, ECDSA.RecoverError failure,) = ECDSA.tryRecover(digest, signature);
        bool valid = failure == ECDSA.RecoverError.NoError && signer == key;
        return valid ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
