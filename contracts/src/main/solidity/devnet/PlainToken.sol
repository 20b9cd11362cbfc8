// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

/// @title The least an ERC-20 token can be
/// @notice Development chains only. Benchmarks use it so that they measure the settlement contracts and not a token's extras.
contract PlainToken {
    /// @notice Wei each account holds.
    mapping(address account => uint256 amount) public balanceOf;

    /// @notice Wei of an owner that a spender may still move; the largest number never shrinks.
    mapping(address owner => mapping(address spender => uint256 amount)) public allowance;

    /// @notice Wei there are.
    uint256 public totalSupply;

    /// @notice ERC-20.
    event Transfer(address indexed from, address indexed to, uint256 amount);

    /// @notice ERC-20.
    event Approval(address indexed owner, address indexed spender, uint256 amount);

    /// @notice Creates tokens; anybody may.
    function mint(address to, uint256 amount) external {
        totalSupply += amount;
        balanceOf[to] += amount;
        emit Transfer(address(0), to, amount);
    }

    /// @notice Lets a spender move tokens of the caller.
    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }

    /// @notice Moves tokens of the caller.
    function transfer(address to, uint256 amount) external returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    /// @notice Moves tokens of an owner who approved the caller.
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = allowance[from][msg.sender];
        if (allowed != type(uint256).max) allowance[from][msg.sender] = allowed - amount;
        _move(from, to, amount);
        return true;
    }

    function _move(address from, address to, uint256 amount) private {
        balanceOf[from] -= amount;
        unchecked {
            // The supply did not overflow, so no balance can.
            balanceOf[to] += amount;
        }
        emit Transfer(from, to, amount);
    }
}
