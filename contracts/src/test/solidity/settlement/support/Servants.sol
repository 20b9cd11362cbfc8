// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IServant} from "./ISettlement.sol";

/// @notice What Settlement calls the AllowanceHub for.
interface IHub is IServant {
    struct Transfer {
        address token;
        uint256 account;
        uint256 amount;
    }

    function pull(address to, Transfer[] calldata transfers) external;
    function pay(address from, Transfer[] calldata transfers) external;
    function pullLeg(address token, uint256 id, address owner, uint256 amount) external returns (uint256 excess);
}

/// @notice What Settlement calls the trampoline for.
interface ITrampoline is IServant {
    function run(bytes calldata hooks, uint256 phase) external;
}

/// @notice Calls with which a stranger would take a wei that `owner` has allowed the hub to take.
/// @dev Payment.t.sol shows that each does take it when Settlement is the caller, so that a refusal says something.
library Theft {
    uint256 internal constant WAYS = 3;

    function byPull(address token, address owner, address to) internal pure returns (bytes memory) {
        return abi.encodeCall(IHub.pull, (to, _one(token, owner)));
    }

    function byPay(address token, address owner, address to) internal pure returns (bytes memory) {
        return abi.encodeCall(IHub.pay, (owner, _one(token, to)));
    }

    function byLeg(address token, address owner) internal pure returns (bytes memory) {
        return abi.encodeCall(IHub.pullLeg, (token, 0, owner, 1));
    }

    /// @param way below `WAYS`; the last one brings it to the caller, whatever `to` is
    function by(uint256 way, address token, address owner, address to) internal pure returns (bytes memory) {
        if (way == 0) return byPull(token, owner, to);
        if (way == 1) return byPay(token, owner, to);
        return byLeg(token, owner);
    }

    function _one(address token, address account) private pure returns (IHub.Transfer[] memory transfers) {
        transfers = new IHub.Transfer[](1);
        transfers[0] = IHub.Transfer(token, uint160(account), 1);
    }
}
