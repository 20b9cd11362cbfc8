// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title The part of Uniswap's Permit2 that is used here
interface IPermit2 {
    struct TokenPermissions {
        address token;
        uint256 amount;
    }

    struct PermitTransferFrom {
        TokenPermissions permitted;
        uint256 nonce;
        uint256 deadline;
    }

    struct SignatureTransferDetails {
        address to;
        uint256 requestedAmount;
    }

    /// @notice Moves tokens of `owner`, who signed the permit and the witness for the caller.
    function permitWitnessTransferFrom(
        PermitTransferFrom calldata permit,
        SignatureTransferDetails calldata transferDetails,
        address owner,
        bytes32 witness,
        string calldata witnessTypeString,
        bytes calldata signature
    ) external;
}

/// @dev Where Permit2 is on every chain.
IPermit2 constant PERMIT2 = IPermit2(0x000000000022D473030F116dDEE9F6B43aC78BA3);

/// @title EIP-2612
interface IERC20PermitToken {
    /// @notice Sets an allowance that `owner` signed.
    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external;
}

/// @title Wrapped ETH
interface IWrappedEther {
    /// @notice Turns native ETH into tokens of the caller.
    function deposit() external payable;

    /// @notice Turns tokens of the caller into native ETH.
    function withdraw(uint256 amount) external;
}
