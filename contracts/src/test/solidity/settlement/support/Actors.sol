// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @notice Makes one armed call whenever somebody calls it or pays it, and remembers what came back.
contract Actor {
    address public target;
    bytes public data;
    uint256 public calls;
    address public caller;
    bool public succeeded;
    bytes public answer;

    function arm(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    receive() external payable {
        _fire();
    }

    fallback() external payable {
        _fire();
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata) external returns (bytes4) {
        _fire();
        return this.onERC1155Received.selector;
    }

    /// @notice Forwards one call and bubbles up its failure.
    function forward(address to, bytes calldata callData) external {
        (bool success, bytes memory reason) = to.call(callData);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
    }

    function _fire() private {
        if (target == address(0)) return;
        (address to, bytes memory callData) = (target, data);
        // Once only, or two actors would call each other for ever.
        target = address(0);
        calls++;
        caller = msg.sender;
        (succeeded, answer) = to.call(callData);
    }
}

/// @notice Calls `settle` when it is paid, and takes the ether only if that was refused for being inside.
contract Returner {
    bytes4 private constant ENTERED = bytes4(keccak256("ReentrancyGuardReentrantCall()"));

    receive() external payable {
        (bool success, bytes memory answer) = msg.sender.call(abi.encodeWithSignature("settle(bytes)", ""));
        require(!success && bytes4(answer) == ENTERED, "let in");
    }
}

/// @notice Writes down who called with what and how much gas, in order.
contract Recorder {
    struct Entry {
        address caller;
        uint256 gas;
        bytes data;
    }

    Entry[] public entries;

    function count() external view returns (uint256) {
        return entries.length;
    }

    fallback() external {
        uint256 gas = gasleft();
        entries.push(Entry(msg.sender, gas, msg.data));
    }
}

/// @notice Writes down how much gas it was given, whatever the data.
contract Meter {
    uint256 public given;

    fallback() external {
        given = gasleft();
    }
}

/// @notice Fails in every way there is, as a hook or as the receiver of ether.
contract Failer {
    enum Way {
        Reverts,
        BurnsEverything,
        /// Fails with as much data as the gas allows.
        Bomb,
        /// Succeeds, with a lot of data.
        LongAnswer
    }

    Way public way;
    /// Written to by every success, so that a success costs what a proxy wallet's costs.
    uint256 public received;

    function set(Way way_) external {
        way = way_;
    }

    receive() external payable {
        _act();
    }

    fallback() external payable {
        _act();
    }

    function _act() private {
        if (way == Way.Reverts) revert("refused");
        if (way == Way.BurnsEverything) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        bool bomb = way == Way.Bomb;
        received += msg.value;
        assembly ("memory-safe") {
            // Less than what is left pays for, and no more than a caller would feel.
            let length := mul(div(gas(), 12), 32)
            if gt(length, 96000) { length := 96000 }
            if bomb { revert(0, length) }
            return(0, length)
        }
    }
}
