// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

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

/// @notice Reverts with its own words for one account, as tokens with a block list do.
contract BlockingToken is PlainToken {
    error Blocked(address account);

    address public blocked;

    function block_(address account) external {
        blocked = account;
    }

    function _update(address from, address to, uint256 amount) internal override {
        if (blocked != address(0) && (from == blocked || to == blocked)) revert Blocked(blocked);
        super._update(from, to, amount);
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

/// @notice One percent of what one receiver gets is burnt.
contract ChargingToken is PlainToken {
    address public charged;

    function charge(address receiver) external {
        charged = receiver;
    }

    function _update(address from, address to, uint256 amount) internal override {
        super._update(from, to, amount);
        if (to == charged && from != address(0)) super._update(to, address(0), amount / 100);
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

/// @notice Balances are shares times an index that anybody moves, as with staked ether.
contract RebasingToken {
    uint256 private constant ONE = 1e18;

    // Zero, as in storage that code was copied to, means one share to the wei.
    uint256 private index;
    mapping(address account => uint256) public shares;
    mapping(address owner => mapping(address spender => uint256)) public allowance;

    function rebase(uint256 index_) external {
        index = index_;
    }

    function mint(address account, uint256 amount) external {
        shares[account] += amount * ONE / _index();
    }

    function balanceOf(address account) public view returns (uint256) {
        return shares[account] * _index() / ONE;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        return _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        allowance[from][msg.sender] -= amount;
        return _move(from, to, amount);
    }

    function _index() private view returns (uint256) {
        return index == 0 ? ONE : index;
    }

    function _move(address from, address to, uint256 amount) private returns (bool) {
        uint256 moved = amount * ONE / _index();
        shares[from] -= moved;
        shares[to] += moved;
        return true;
    }
}

/// @notice Refuses to move nothing.
contract NoZeroToken is PlainToken {
    function _update(address from, address to, uint256 amount) internal override {
        require(amount != 0, "zero amount");
        super._update(from, to, amount);
    }
}

/// @notice Tells sender and receiver, as ERC-777 does: whoever registered is called before and after the move.
contract NotifyingToken is PlainToken {
    mapping(address account => address) public listeners;

    /// @param listener called in place of the account, zero for none
    function register(address account, address listener) external {
        listeners[account] = listener;
    }

    function _update(address from, address to, uint256 amount) internal override {
        _tell(listeners[from]);
        super._update(from, to, amount);
        _tell(listeners[to]);
    }

    function _tell(address listener) private {
        if (listener == address(0)) return;
        // An empty call: what it does is the listener's business, and its failure stops the move as in ERC-777.
        (bool success,) = listener.call("");
        require(success, "listener failed");
    }
}

/// @notice Makes one armed call at the start of a call of one selector, and remembers what came back.
contract HookToken is PlainToken {
    address public target;
    bytes public data;
    bytes4 public selector;
    bool public called;
    bool public succeeded;
    bytes public answer;

    function arm(bytes4 selector_, address target_, bytes calldata data_) external {
        (selector, target, data, called) = (selector_, target_, data_, false);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        _fire(this.transfer.selector);
        return super.transfer(to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        _fire(this.transferFrom.selector);
        return super.transferFrom(from, to, amount);
    }

    /// @dev Only the shape of an EIP-2612 permit.
    function permit(address, address, uint256, uint256, uint8, bytes32, bytes32) external {
        _fire(this.permit.selector);
    }

    /// @dev A view, yet a token's own code decides whether it calls; the caller's static call is what forbids changes.
    function balanceOf(address account) public view override returns (uint256) {
        if (selector == this.balanceOf.selector) {
            (bool success,) = target.staticcall(data);
            require(!success, "a change from inside a view");
        }
        return super.balanceOf(account);
    }

    function _fire(bytes4 entry) private {
        if (target == address(0) || called || entry != selector) return;
        called = true;
        (succeeded, answer) = target.call(data);
    }
}

/// @notice With EIP-2612 permits.
contract PermitToken is ERC20Permit {
    constructor() ERC20("Permit", "PRM") ERC20Permit("Permit") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}

/// @notice Anybody mints; an ERC-1155 with the usual acceptance checks.
contract MultiToken is ERC1155 {
    constructor() ERC1155("") {}

    function mint(address account, uint256 id, uint256 amount) external {
        _mint(account, id, amount, "");
    }
}
