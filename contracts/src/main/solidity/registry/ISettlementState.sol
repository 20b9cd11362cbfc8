// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent} from "../Intents.sol";

/// @title What the registry asks Settlement
interface ISettlementState {
    /// @notice EIP-712 domain separator on this chain.
    function domainSeparator() external view returns (bytes32);

    /// @notice EIP-712 digest of an intent: what its owner signs.
    function intentHash(Intent calldata intent) external view returns (bytes32);

    /// @notice Used or invalidated nonces of an owner: bit `nonce & 0xff` of word `nonce >> 8`.
    function nonces(address owner, uint256 word) external view returns (uint256);

    /// @notice Running total of a partially fillable intent, on the side its owner fixed.
    function filled(bytes32 intentHash) external view returns (uint256);
}
