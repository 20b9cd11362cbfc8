// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title Judges the signatures that plain ECDSA does not decide
/// @notice ERC-6492 (an account that is not deployed yet), then ECDSA, then ERC-1271. Holds nothing and may do nothing, so the
/// factory call of an ERC-6492 signature can do no more than anybody could. Anybody may call it.
contract SignatureVerifier {
    /// @notice Gas for `isValidSignature`.
    uint256 public constant ERC1271_GAS = 300_000;

    bytes32 private constant ERC6492_MAGIC = 0x6492649264926492649264926492649264926492649264926492649264926492;

    /// @notice The transaction has too little gas left to let an account judge a signature.
    error TooLittleGas();

    /// @notice Whether `owner` signed `digest`. May deploy the owner's account. Reverts if an ERC-6492 wrapper is malformed.
    /// @param owner who should have signed
    /// @param digest EIP-712 digest
    /// @param signature any form of docs/protocol.md section 1.5 but the empty one
    function isValid(address owner, bytes32 digest, bytes calldata signature) external returns (bool) {
        if (signature.length < 32 || bytes32(signature[signature.length - 32:]) != ERC6492_MAGIC) {
            return _signed(owner, digest, signature);
        }
        (address factory, bytes memory factoryCall, bytes memory inner) =
            abi.decode(signature[:signature.length - 32], (address, bytes, bytes));
        if (owner.code.length == 0) {
            // Its failure shows: without code there is nobody to judge the signature.
            assembly ("memory-safe") {
                pop(call(gas(), factory, 0, add(factoryCall, 0x20), mload(factoryCall), 0, 0))
            }
        }
        return _signed(owner, digest, inner);
    }

    /// @dev ECDSA also for an owner with code: the key of a delegated account (EIP-7702) stays its owner.
    function _signed(address owner, bytes32 digest, bytes memory signature) private view returns (bool) {
        return recovers(owner, digest, signature) || _accountAccepts(owner, digest, signature);
    }

    /// @notice Whether 64 or 65 bytes of ECDSA with a low `s` recover to `owner`.
    function recovers(address owner, bytes32 digest, bytes memory signature) public pure returns (bool) {
        address recovered;
        ECDSA.RecoverError failure;
        if (signature.length == 64) {
            bytes32 r;
            bytes32 vs;
            assembly ("memory-safe") {
                r := mload(add(signature, 0x20))
                vs := mload(add(signature, 0x40))
            }
            (recovered, failure,) = ECDSA.tryRecover(digest, r, vs);
        } else {
            (recovered, failure,) = ECDSA.tryRecover(digest, signature);
        }
        return failure == ECDSA.RecoverError.NoError && recovered == owner;
    }

    /// @dev ERC-1271 with bounded gas and a bounded answer.
    function _accountAccepts(address owner, bytes32 digest, bytes memory signature)
        private
        view
        returns (bool accepted)
    {
        if (owner.code.length == 0) return false;
        if (gasleft() * 63 / 64 < ERC1271_GAS + 3_000) revert TooLittleGas();
        bytes memory question = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        bytes4 magic = IERC1271.isValidSignature.selector;
        assembly ("memory-safe") {
            let answered := staticcall(ERC1271_GAS, owner, add(question, 0x20), mload(question), 0x00, 0x20)
            // The whole word: an answer with dirt behind the magic value is no answer.
            accepted := and(and(answered, gt(returndatasize(), 0x1f)), eq(mload(0x00), magic))
        }
    }
}
