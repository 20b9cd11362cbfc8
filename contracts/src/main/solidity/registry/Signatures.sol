// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {ISettlementState} from "./ISettlementState.sol";

/// @title Who signed what, in Settlement's domain
abstract contract Signatures {
    /// @notice Whose domain relays and owners sign in.
    ISettlementState public immutable settlement;

    /// @notice The statement is not signed by this account.
    error WrongSigner(address account);

    constructor(ISettlementState settlement_) {
        settlement = settlement_;
    }

    /// @dev EIP-712 digest. Settlement is asked each time, because its separator follows the chain's id.
    function _digest(bytes32 structHash) internal view returns (bytes32) {
        return MessageHashUtils.toTypedDataHash(settlement.domainSeparator(), structHash);
    }

    /// @dev Reverts unless `relay`, a key without code, signed: 65 bytes `r ‖ s ‖ v`.
    function _requireRelay(address relay, bytes32 digest, bytes calldata signature) internal pure {
        if (!_isKeyOf(relay, digest, signature)) revert WrongSigner(relay);
    }

    /// @dev Reverts unless `owner` signed: its key, also if it has code, or else its code by ERC-1271.
    function _requireOwner(address owner, bytes32 digest, bytes calldata signature) internal view {
        if (
            !_isKeyOf(owner, digest, signature)
                && !SignatureChecker.isValidERC1271SignatureNowCalldata(owner, digest, signature)
        ) revert WrongSigner(owner);
    }

    function _isKeyOf(address account, bytes32 digest, bytes calldata signature) private pure returns (bool) {
        (address signer, ECDSA.RecoverError problem,) = ECDSA.tryRecoverCalldata(digest, signature);
        return problem == ECDSA.RecoverError.NoError && signer == account;
    }
}
