// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {SignatureVerifier} from "./SignatureVerifier.sol";

/// @title Who signed what
abstract contract Signers {
    uint256 private constant HALF = (1 << 255) - 1;
    /// @dev Half of the curve's order, plus one.
    uint256 private constant HIGH = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A1;

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

    /// @dev The common case: 64 bytes `r ‖ vs` (EIP-2098). A high `s` recovers nobody, as in OpenZeppelin's ECDSA, whose result this has without
    /// its memory and calls: half of a settlement's own work would be there.
    function _recovers(address owner, bytes32 digest, bytes32 r, bytes32 vs) internal view returns (bool recovers) {
        assembly ("memory-safe") {
            let free := mload(0x40)
            let s := and(vs, HALF)
            mstore(free, digest)
            mstore(add(free, 0x20), add(shr(255, vs), 27))
            mstore(add(free, 0x40), r)
            mstore(add(free, 0x60), s)
            mstore(0x00, 0)
            // An invalid signature gives no answer at all, which leaves zero there.
            pop(staticcall(gas(), 1, free, 0x80, 0x00, 0x20))
            let signer := mload(0x00)
            recovers := and(and(eq(signer, owner), gt(signer, 0)), lt(s, HIGH))
        }
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
