// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ISettlement, IServant} from "./support/ISettlement.sol";
import {TestBase} from "../support/TestBase.sol";

/// @notice The devnet's token.
interface IDevToken is IERC20 {
    function mint(address account, uint256 amount) external;
    function name() external view returns (string memory);
    function symbol() external view returns (string memory);
    function decimals() external view returns (uint8);
}

/// @notice Owner calls and the devnet token.
contract ContractsTest is TestBase {
    address private constant ADMIN = address(0xAD);
    address private constant VAULT = address(0xFEE5);
    address private constant AUCTIONEER = address(0xA0C);
    address private constant STRANGER = address(0xBAD);
    address private constant WETH = address(0x3E74);

    ISettlement private settlement;

    function setUp() public {
        settlement = ISettlement(_deploy(ADMIN, AUCTIONEER, VAULT));
    }

    function _deploy(address owner, address auctioneer, address vault) private returns (address) {
        return vm.deployCode("Settlement.sol:Settlement", abi.encode(owner, auctioneer, vault, WETH));
    }

    /// @dev The machine does not hand on why a constructor reverted, so this makes the contract itself.
    function _deployFails(address owner, address vault, bytes memory reason) private {
        bytes memory code =
            bytes.concat(vm.getCode("Settlement.sol:Settlement"), abi.encode(owner, AUCTIONEER, vault, WETH));
        address made;
        bytes memory answer;
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
            answer := mload(0x40)
            mstore(answer, returndatasize())
            returndatacopy(add(answer, 0x20), 0, returndatasize())
            mstore(0x40, add(add(answer, 0x20), returndatasize()))
        }
        vm.assertEq(made, address(0), "not created");
        vm.assertEq(answer, reason, "reason");
    }

    function test_constructor() public {
        vm.assertEq(settlement.owner(), ADMIN, "owner");
        vm.assertEq(settlement.auctioneer(), AUCTIONEER, "auctioneer");
        vm.assertEq(settlement.vault(), VAULT, "vault");
        vm.assertEq(settlement.weth(), WETH, "weth");
        vm.assertEq(settlement.MAX_FEE_BPS(), 1_000, "fee bound");
        vm.assertEq(IServant(settlement.hub()).settlement(), address(settlement), "hub obeys its creator");
        vm.assertEq(IServant(settlement.trampoline()).settlement(), address(settlement), "so does the trampoline");
        _deployFails(address(0), VAULT, abi.encodeWithSelector(ISettlement.OwnableInvalidOwner.selector, address(0)));
        _deployFails(ADMIN, address(0), abi.encodeWithSelector(ISettlement.BadVault.selector, address(0)));
    }

    function _onlyOwner(address caller, bytes memory data) private {
        vm.expectRevert(abi.encodeWithSelector(ISettlement.OwnableUnauthorizedAccount.selector, caller));
        vm.prank(caller);
        (bool success,) = address(settlement).call(data);
        vm.assertTrue(success, "what expectRevert makes of it");
    }

    function test_setAuctioneer() public {
        bytes memory data = abi.encodeCall(ISettlement.setAuctioneer, (STRANGER));
        _onlyOwner(STRANGER, data);
        _onlyOwner(AUCTIONEER, data);
        vm.expectEmit(address(settlement));
        emit ISettlement.AuctioneerChanged(address(7));
        vm.prank(ADMIN);
        settlement.setAuctioneer(address(7));
        vm.assertEq(settlement.auctioneer(), address(7), "replaced");
        vm.prank(ADMIN);
        settlement.setAuctioneer(address(0));
        vm.assertEq(settlement.auctioneer(), address(0), "none");
    }

    function test_setVault() public {
        bytes memory data = abi.encodeCall(ISettlement.setVault, (STRANGER));
        _onlyOwner(STRANGER, data);
        _onlyOwner(VAULT, data);
        vm.expectEmit(address(settlement));
        emit ISettlement.VaultChanged(address(7));
        vm.prank(ADMIN);
        settlement.setVault(address(7));
        vm.assertEq(settlement.vault(), address(7), "replaced");
        address[2] memory bad = [address(0), address(settlement)];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(ISettlement.BadVault.selector, bad[i]));
            vm.prank(ADMIN);
            settlement.setVault(bad[i]);
        }
    }

    function test_ownershipMovesInTwoSteps() public {
        _onlyOwner(STRANGER, abi.encodeCall(ISettlement.transferOwnership, (STRANGER)));
        vm.expectEmit(address(settlement));
        emit ISettlement.OwnershipTransferStarted(ADMIN, address(7));
        vm.prank(ADMIN);
        settlement.transferOwnership(address(7));
        vm.assertEq(settlement.owner(), ADMIN, "not yet");
        _onlyOwner(STRANGER, abi.encodeCall(ISettlement.acceptOwnership, ()));
        vm.expectEmit(address(settlement));
        emit ISettlement.OwnershipTransferred(ADMIN, address(7));
        vm.prank(address(7));
        settlement.acceptOwnership();
        vm.assertEq(settlement.owner(), address(7), "accepted");
        _onlyOwner(ADMIN, abi.encodeCall(ISettlement.setVault, (STRANGER)));
    }

    /// @dev What a chain deploys (EIP-170), and what it runs to do so (EIP-3860).
    function test_sizes() public view {
        address[3] memory contracts = [address(settlement), settlement.hub(), settlement.trampoline()];
        for (uint256 i = 0; i < contracts.length; ++i) {
            vm.assertLe(contracts[i].code.length, 24_576, "code");
        }
        vm.assertLe(vm.getCode("Settlement.sol:Settlement").length + 128, 49_152, "creation code");
    }

    function test_devToken() public {
        IDevToken token =
            IDevToken(vm.deployCode("DevToken.sol:DevToken", abi.encode("Dev Dollar", "DEVUSD", uint8(6))));
        vm.assertEq(bytes(token.name()), "Dev Dollar", "name");
        vm.assertEq(bytes(token.symbol()), "DEVUSD", "symbol");
        vm.assertEq(token.decimals(), 6, "decimals");
        token.mint(STRANGER, 123);
        vm.assertEq(token.balanceOf(STRANGER), 123, "minted");
        vm.expectRevert(abi.encodeWithSelector(ISettlement.OwnableUnauthorizedAccount.selector, STRANGER));
        vm.prank(STRANGER);
        token.mint(STRANGER, 1);
    }
}
