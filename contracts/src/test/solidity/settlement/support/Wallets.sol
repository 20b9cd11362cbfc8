// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice A contract account with one key (ERC-1271), which does whatever its key's holder asks.
contract KeyWallet {
    address public immutable key;

    constructor(address key_) {
        key = key_;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        if (signature.length != 65) return bytes4(0xffffffff);
        address signer = ecrecover(digest, uint8(signature[64]), bytes32(signature[:32]), bytes32(signature[32:64]));
        return signer == key ? this.isValidSignature.selector : bytes4(0xffffffff);
    }

    /// @dev Open to everybody, because only tests use it.
    function execute(address target, bytes calldata data) external returns (bytes memory) {
        (bool success, bytes memory answer) = target.call(data);
        require(success, "call failed");
        return answer;
    }
}

/// @notice Answers an ERC-1271 question in every way there is.
contract OddWallet {
    enum Answer {
        Yes,
        No,
        Reverts,
        Nothing,
        /// Only the four bytes, without their padding.
        Short,
        /// The right four bytes, dirt behind them.
        Dirty,
        /// The right word, and a lot after it.
        Long,
        /// Fails with as much data as the gas allows.
        Bomb,
        /// Burns `burn` gas, then yes.
        Slow
    }

    Answer public answer;
    uint256 public burn;

    function set(Answer answer_, uint256 burn_) external {
        (answer, burn) = (answer_, burn_);
    }

    function execute(address target, bytes calldata data) external {
        (bool success,) = target.call(data);
        require(success, "call failed");
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        Answer a = answer;
        if (a == Answer.No) return bytes4(0xffffffff);
        if (a == Answer.Reverts) revert("no");
        if (a == Answer.Slow) _burn(burn);
        if (a == Answer.Yes || a == Answer.Slow) return this.isValidSignature.selector;
        uint256 word = uint256(bytes32(this.isValidSignature.selector));
        if (a == Answer.Dirty) word |= 1;
        uint256 length = a == Answer.Nothing ? 0 : a == Answer.Short ? 4 : a == Answer.Dirty ? 32 : 200_000;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, word)
            if eq(a, 7) { revert(free, 300000) }
            return(free, length)
        }
    }

    function _burn(uint256 amount) private view {
        uint256 start = gasleft();
        while (start - gasleft() < amount) {}
    }
}

/// @notice Deploys key wallets at addresses known before (ERC-6492), and does other things when it is asked to.
contract WalletFactory {
    uint256 public calls;
    address public caller;

    function create(bytes32 salt, address key) external returns (address) {
        (calls, caller) = (calls + 1, msg.sender);
        return address(new KeyWallet{salt: salt}(key));
    }

    function addressOf(bytes32 salt, address key) external view returns (address) {
        bytes32 code = keccak256(abi.encodePacked(type(KeyWallet).creationCode, abi.encode(key)));
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"ff", address(this), salt, code)))));
    }
}

/// @notice Calls back while it is asked for a signature, and says yes only if that was refused.
contract CallingWallet {
    address public target;
    bytes public data;

    function arm(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        (bool success,) = target.call(data);
        return success ? bytes4(0) : this.isValidSignature.selector;
    }
}
