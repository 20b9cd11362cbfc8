// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {AllowanceHub} from "../../main/solidity/AllowanceHub.sol";
import {DevToken} from "../../main/solidity/devnet/DevToken.sol";
import {Settlement} from "../../main/solidity/Settlement.sol";
import {TestBase} from "./support/TestBase.sol";
import {PlainToken} from "./support/Tokens.sol";

/// @notice Owner calls, the hub towards strangers, and the devnet token.
contract ContractsTest is TestBase {
    address private constant ADMIN = address(0xAD);
    address private constant VAULT = address(0xFEE5);
    address private constant AUCTIONEER = address(0xA0C);
    address private constant STRANGER = address(0xBAD);

    Settlement private settlement;

    function setUp() public {
        settlement = new Settlement(ADMIN, AUCTIONEER, VAULT);
    }

    function test_constructor() public {
        vm.assertEq(settlement.owner(), ADMIN, "owner");
        vm.assertEq(settlement.auctioneer(), AUCTIONEER, "auctioneer");
        vm.assertEq(settlement.vault(), VAULT, "vault");
        vm.assertEq(settlement.MAX_FEE_BPS(), 1_000, "fee bound");
        vm.assertEq(settlement.hub().settlement(), address(settlement), "hub obeys its creator");
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableInvalidOwner.selector, address(0)));
        new Settlement(address(0), AUCTIONEER, VAULT);
        vm.expectRevert(abi.encodeWithSelector(Settlement.BadVault.selector, address(0)));
        new Settlement(ADMIN, AUCTIONEER, address(0));
    }

    function test_setAuctioneer() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        settlement.setAuctioneer(STRANGER);
        vm.expectEmit(address(settlement));
        emit Settlement.AuctioneerChanged(address(7));
        vm.prank(ADMIN);
        settlement.setAuctioneer(address(7));
        vm.assertEq(settlement.auctioneer(), address(7), "replaced");
    }

    function test_setVault() public {
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this)));
        settlement.setVault(STRANGER);
        vm.expectEmit(address(settlement));
        emit Settlement.VaultChanged(address(7));
        vm.prank(ADMIN);
        settlement.setVault(address(7));
        vm.assertEq(settlement.vault(), address(7), "replaced");
        address[2] memory bad = [address(0), address(settlement)];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(Settlement.BadVault.selector, bad[i]));
            vm.prank(ADMIN);
            settlement.setVault(bad[i]);
        }
    }

    function test_ownershipMovesInTwoSteps() public {
        vm.prank(ADMIN);
        settlement.transferOwnership(address(7));
        vm.assertEq(settlement.owner(), ADMIN, "not yet");
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, STRANGER));
        vm.prank(STRANGER);
        settlement.acceptOwnership();
        vm.prank(address(7));
        settlement.acceptOwnership();
        vm.assertEq(settlement.owner(), address(7), "accepted");
    }

    function test_hubRejectsStrangers() public {
        AllowanceHub hub = settlement.hub();
        PlainToken token = new PlainToken();
        token.mint(STRANGER, 10);
        vm.prank(STRANGER);
        token.approve(address(hub), 10);
        // Not even the owner of the allowance, the admin or the hub itself.
        address[4] memory callers = [STRANGER, ADMIN, AUCTIONEER, address(hub)];
        for (uint256 i = 0; i < callers.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(AllowanceHub.NotSettlement.selector, callers[i]));
            vm.prank(callers[i]);
            hub.pull(token, STRANGER, 1);
        }
        vm.prank(address(settlement));
        hub.pull(token, STRANGER, 4);
        vm.assertEq(token.balanceOf(address(settlement)), 4, "only to Settlement");
    }

    function test_devToken() public {
        DevToken token = new DevToken("Dev Dollar", "DEVUSD", 6);
        vm.assertEq(bytes(token.name()), bytes("Dev Dollar"), "name");
        vm.assertEq(bytes(token.symbol()), bytes("DEVUSD"), "symbol");
        vm.assertEq(token.decimals(), 6, "decimals");
        token.mint(STRANGER, 123);
        vm.assertEq(token.balanceOf(STRANGER), 123, "minted");
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, STRANGER));
        vm.prank(STRANGER);
        token.mint(STRANGER, 1);
    }
}
