// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {SignatureVerifier} from "./SignatureVerifier.sol";

/// @title Who signed what
abstract contract Signers {
    /// @notice Judges what plain ECDSA does not decide.
    SignatureVerifier public immutable verifier = new SignatureVerifier();

    /// @notice What an owner signed by a transaction.
    mapping(address owner => mapping(bytes32 digest => bool signed)) public presigned;

    /// @notice An owner has signed, or taken back, by a transaction.
    event Presigned(address indexed owner, bytes32 indexed intentHash, bool signed);

    /// @notice Signs an intent, parent or basket for the caller, or takes that back; used with a signature of no bytes.
    /// @param intentHash its EIP-712 digest
    /// @param signed false takes the signature back
    function presign(bytes32 intentHash, bool signed) external {
        presigned[msg.sender][intentHash] = signed;
        emit Presigned(msg.sender, intentHash, signed);
    }

    /// @dev The common case: 64 bytes `r ‖ vs`. Refuses a high `s`.
    function _recovers(address owner, bytes32 digest, bytes32 r, bytes32 vs) internal pure returns (bool) {
        (address recovered, ECDSA.RecoverError failure,) = ECDSA.tryRecover(digest, r, vs);
        return recovered == owner && failure == ECDSA.RecoverError.NoError;
    }

    /// @dev Any form of docs/protocol.md section 1.5.
    function _isSigned(address owner, bytes32 digest, bytes calldata signature) internal returns (bool) {
        if (signature.length == 0) return presigned[owner][digest];
        try verifier.isValid(owner, digest, signature) returns (bool valid) {
            return valid;
        } catch {
            return false;
        }
    }
}
