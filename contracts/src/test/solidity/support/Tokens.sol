// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @notice Anybody mints; otherwise a well-behaved ERC-20.
contract PlainToken is ERC20 {
    constructor() ERC20("Plain", "PLN") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}

/// @notice Answers nothing to transfer, transferFrom and approve, as the first large stablecoin does.
contract NoReturnToken {
    mapping(address account => uint256) public balanceOf;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    function mint(address account, uint256 amount) external {
        balanceOf[account] += amount;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        balanceOf[msg.sender] -= amount;
        balanceOf[to] += amount;
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// @notice Answers false instead of reverting, and moves nothing.
contract FalseToken is PlainToken {
    bool public transferFails;
    bool public transferFromFails;

    function fail(bool transfer_, bool transferFrom_) external {
        (transferFails, transferFromFails) = (transfer_, transferFrom_);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        return !transferFails && super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        return !transferFromFails && super.transferFrom(from, to, amount);
    }
}

/// @notice One percent of every transfer is burnt.
contract FeeToken is PlainToken {
    function _update(address from, address to, uint256 amount) internal override {
        if (from == address(0) || to == address(0)) return super._update(from, to, amount);
        uint256 fee = amount / 100;
        super._update(from, address(0), fee);
        super._update(from, to, amount - fee);
    }
}

/// @notice A transfer leaves one wei behind with the sender, as share-based tokens may.
contract RoundingToken is PlainToken {
    address public sticky;

    function stickTo(address account) external {
        sticky = account;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (msg.sender == sticky && amount == balanceOf(msg.sender)) amount -= 1;
        return super.transfer(to, amount);
    }
}

/// @notice Refuses to move nothing.
contract NoZeroToken is PlainToken {
    function _update(address from, address to, uint256 amount) internal override {
        require(amount != 0, "zero amount");
        super._update(from, to, amount);
    }
}

/// @notice Makes one armed call before it moves tokens, and remembers what came back.
contract HookToken is PlainToken {
    address public target;
    bytes public data;
    bool public called;
    bool public succeeded;
    bytes public answer;

    function arm(address target_, bytes calldata data_) external {
        (target, data, called) = (target_, data_, false);
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (target != address(0) && !called) {
            called = true;
            (succeeded, answer) = target.call(data);
        }
        super._update(from, to, amount);
    }
}
