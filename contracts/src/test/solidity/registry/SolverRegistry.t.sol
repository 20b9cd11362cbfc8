// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Bond, Bonds} from "../../../main/solidity/registry/Bonds.sol";
import {SolverRegistry} from "../../../main/solidity/registry/SolverRegistry.sol";
import {TestBase} from "../support/TestBase.sol";

/// @notice Bonds, leaving, eviction and slashing of solvers.
contract SolverRegistryTest is TestBase {
    uint96 private constant MINIMUM = 10 ether;
    uint64 private constant DELAY = 7 days;
    uint256 private constant NOW = 1_800_000_000;
    address private immutable admin = address(0xAD);
    address private immutable solver = address(0x501);
    address private immutable other = address(0x502);
    address private immutable friend = address(0xF1);
    address private immutable vault = address(0xFEE5);
    SolverRegistry private registry;

    function setUp() public {
        vm.warp(NOW);
        registry = _registry(MINIMUM, DELAY);
        vm.deal(solver, 100 ether);
        vm.deal(other, 100 ether);
        vm.deal(friend, 100 ether);
    }

    function _registry(uint96 minimum, uint64 delay) private returns (SolverRegistry) {
        return SolverRegistry(_create("SolverRegistry.sol:SolverRegistry", abi.encode(admin, minimum, delay)));
    }

    function _deposit(address from, address account, uint256 amount) private {
        vm.prank(from);
        registry.deposit{value: amount}(account);
    }

    function _amount(address account) private view returns (uint256) {
        return registry.bondOf(account).amount;
    }

    function test_anybodyDepositsAndTheMinimumMakesActive() public {
        _deposit(solver, solver, MINIMUM - 1);
        vm.assertTrue(!registry.isActive(solver), "one wei short");
        vm.expectEmit(address(registry));
        emit Bonds.Deposited(solver, friend, 1, MINIMUM);
        _deposit(friend, solver, 1);
        vm.assertTrue(registry.isActive(solver), "at the minimum");
        vm.assertTrue(!registry.isActive(friend), "the payer is not the solver");
        vm.assertEq(_amount(solver), MINIMUM, "bond");
    }

    function test_emptyDepositIsRefused() public {
        vm.expectRevert(Bonds.ZeroDeposit.selector);
        registry.deposit{value: 0}(solver);
    }

    function test_coinSentWithoutACallIsRefused() public {
        (bool success,) = address(registry).call{value: 1 ether}("");
        vm.assertTrue(!success, "no receive function");
    }

    function test_leavingTakesTheDelay() public {
        _deposit(solver, solver, MINIMUM);
        vm.expectEmit(address(registry));
        emit Bonds.ExitRequested(solver, NOW + DELAY);
        vm.prank(solver);
        registry.requestExit();
        vm.assertTrue(!registry.isActive(solver), "not active at once");

        vm.warp(NOW + DELAY - 1);
        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.StillLocked.selector, NOW + DELAY));
        registry.withdraw(solver);

        vm.warp(NOW + DELAY);
        vm.expectEmit(address(registry));
        emit Bonds.Withdrawn(solver, vault, MINIMUM);
        vm.prank(solver);
        registry.withdraw(vault);
        vm.assertEq(vault.balance, MINIMUM, "paid where the solver wants it");
        vm.assertEq(_amount(solver), 0, "nothing left");
        vm.assertEq(registry.bondOf(solver).unlockAt, 0, "starts anew");

        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.NoBond.selector, solver));
        registry.withdraw(solver);
        _deposit(solver, solver, MINIMUM);
        vm.assertTrue(registry.isActive(solver), "back again");
    }

    function test_withdrawingWithoutLeaving() public {
        _deposit(solver, solver, MINIMUM);
        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.NotExiting.selector, solver));
        registry.withdraw(solver);
    }

    function test_nobodyLeavesTwiceOrWithNothing() public {
        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.NoBond.selector, solver));
        registry.requestExit();
        _deposit(solver, solver, 1);
        vm.prank(solver);
        registry.requestExit();
        vm.warp(NOW + 5);
        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.AlreadyExiting.selector, NOW + DELAY));
        registry.requestExit();
    }

    function test_anExitCanBeTakenBack() public {
        _deposit(solver, solver, MINIMUM);
        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.NotExiting.selector, solver));
        registry.cancelExit();
        vm.prank(solver);
        registry.requestExit();
        vm.expectEmit(address(registry));
        emit Bonds.ExitCancelled(solver);
        vm.prank(solver);
        registry.cancelExit();
        vm.assertTrue(registry.isActive(solver), "active again");
        vm.warp(NOW + DELAY);
        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.NotExiting.selector, solver));
        registry.withdraw(solver);
    }

    function test_aDepositWhileLeavingLeavesToo() public {
        _deposit(solver, solver, MINIMUM);
        vm.prank(solver);
        registry.requestExit();
        _deposit(friend, solver, MINIMUM);
        vm.assertTrue(!registry.isActive(solver), "still leaving");
        vm.warp(NOW + DELAY);
        vm.prank(solver);
        registry.withdraw(vault);
        vm.assertEq(vault.balance, 2 * uint256(MINIMUM), "all of it");
    }

    function test_evictionIsAtOnceAndKeepsTheBondWithinReach() public {
        _deposit(solver, solver, MINIMUM);
        vm.prank(solver);
        registry.requestExit();
        vm.warp(NOW + DELAY);
        vm.expectEmit(address(registry));
        emit Bonds.Evicted(solver, "did not settle", NOW + 2 * DELAY);
        vm.prank(admin);
        registry.evict(solver, "did not settle");

        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.StillLocked.selector, NOW + 2 * DELAY));
        registry.withdraw(solver);
        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.AccountEvicted.selector, solver));
        registry.cancelExit();
        vm.prank(friend);
        vm.expectRevert(abi.encodeWithSelector(Bonds.AccountEvicted.selector, solver));
        registry.deposit{value: 1}(solver);

        vm.prank(admin);
        registry.slash(solver, 4 ether, vault, "did not settle");
        vm.warp(NOW + 2 * DELAY);
        vm.prank(solver);
        registry.withdraw(solver);
        vm.assertEq(vault.balance, 4 ether, "slashed during the delay");
        vm.assertEq(solver.balance, 96 ether, "the rest came back");
        vm.assertTrue(!registry.isActive(solver), "and stays out");
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Bonds.AccountEvicted.selector, solver));
        registry.evict(solver, "again");
    }

    function test_evictedCanBeReinstated() public {
        _deposit(solver, solver, MINIMUM);
        vm.prank(admin);
        registry.evict(solver, "mistake");
        vm.assertTrue(!registry.isActive(solver), "out");
        vm.expectEmit(address(registry));
        emit SolverRegistry.Reinstated(solver);
        vm.prank(admin);
        registry.reinstate(solver);
        vm.assertTrue(!registry.isActive(solver), "the solver has a say");
        vm.prank(solver);
        registry.cancelExit();
        vm.assertTrue(registry.isActive(solver), "in");
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(SolverRegistry.NotEvicted.selector, solver));
        registry.reinstate(solver);
    }

    function test_aStrangerCanBeShutOutInAdvance() public {
        vm.prank(admin);
        registry.evict(solver, "known");
        vm.prank(solver);
        vm.expectRevert(abi.encodeWithSelector(Bonds.AccountEvicted.selector, solver));
        registry.deposit{value: MINIMUM}(solver);
    }

    function test_slashingIsBoundedByTheBond() public {
        _deposit(solver, solver, MINIMUM);
        _deposit(other, other, 50 ether);
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Bonds.SlashTooLarge.selector, MINIMUM));
        registry.slash(solver, uint256(MINIMUM) + 1, vault, "");
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Bonds.SlashTooLarge.selector, MINIMUM));
        registry.slash(solver, type(uint256).max, vault, "");

        vm.expectEmit(address(registry));
        emit Bonds.Slashed(solver, MINIMUM, vault, "all of it");
        vm.prank(admin);
        registry.slash(solver, MINIMUM, vault, "all of it");
        vm.assertEq(vault.balance, MINIMUM, "beneficiary");
        vm.assertEq(_amount(other), 50 ether, "nobody else's");
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Bonds.SlashTooLarge.selector, 0));
        registry.slash(solver, 1, vault, "");
    }

    function test_slashedBelowTheMinimumIsInactive() public {
        _deposit(solver, solver, MINIMUM);
        vm.prank(admin);
        registry.slash(solver, 1, vault, "");
        vm.assertTrue(!registry.isActive(solver), "one wei short");
    }

    function test_ownerSetsMinimumAndDelay() public {
        _deposit(solver, solver, MINIMUM);
        vm.prank(solver);
        registry.requestExit();
        vm.expectEmit(address(registry));
        emit Bonds.MinimumBondChanged(1 ether);
        vm.prank(admin);
        registry.setMinimumBond(1 ether);
        vm.expectEmit(address(registry));
        emit Bonds.UnbondingDelayChanged(30 days);
        vm.prank(admin);
        registry.setUnbondingDelay(30 days);
        vm.assertEq(registry.bondOf(solver).unlockAt, NOW + DELAY, "an exit under way keeps its time");
        _deposit(other, other, 1 ether);
        vm.assertTrue(registry.isActive(other), "new minimum");
        vm.prank(other);
        registry.requestExit();
        vm.assertEq(registry.bondOf(other).unlockAt, NOW + 30 days, "new delay");
    }

    function test_minimumAndDelayHaveBounds() public {
        vm.prank(admin);
        vm.expectRevert(Bonds.ZeroMinimum.selector);
        registry.setMinimumBond(0);
        uint64[3] memory bad = [uint64(0), 1 days - 1, 60 days + 1];
        for (uint256 i = 0; i < bad.length; ++i) {
            vm.prank(admin);
            vm.expectRevert(abi.encodeWithSelector(Bonds.DelayOutOfRange.selector, bad[i]));
            registry.setUnbondingDelay(bad[i]);
        }
        vm.expectRevert(Bonds.ZeroMinimum.selector);
        _registry(0, DELAY);
        vm.expectRevert(abi.encodeWithSelector(Bonds.DelayOutOfRange.selector, 0));
        _registry(MINIMUM, 0);
    }

    function test_onlyTheOwnerGoverns() public {
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, address(this));
        vm.expectRevert(refusal);
        registry.evict(solver, "");
        vm.expectRevert(refusal);
        registry.reinstate(solver);
        vm.expectRevert(refusal);
        registry.slash(solver, 0, vault, "");
        vm.expectRevert(refusal);
        registry.setMinimumBond(1);
        vm.expectRevert(refusal);
        registry.setUnbondingDelay(2 days);
    }

    function test_ownershipMovesInTwoSteps() public {
        vm.prank(admin);
        registry.transferOwnership(friend);
        vm.assertEq(registry.owner(), admin, "not yet");
        vm.prank(friend);
        registry.acceptOwnership();
        vm.assertEq(registry.owner(), friend, "accepted");
    }

    function test_moneyIsNotBurnt() public {
        _deposit(solver, solver, MINIMUM);
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Bonds.PaymentFailed.selector, address(0)));
        registry.slash(solver, 1, address(0), "");
        // A contract that takes no coin.
        vm.prank(admin);
        vm.expectRevert(abi.encodeWithSelector(Bonds.PaymentFailed.selector, address(registry)));
        registry.slash(solver, 1, address(registry), "");
        vm.assertEq(_amount(solver), MINIMUM, "untouched");
    }

    function test_withdrawCannotBeReentered() public {
        Greedy greedy = new Greedy(registry);
        vm.deal(address(greedy), MINIMUM);
        greedy.enter(MINIMUM);
        _deposit(other, other, 50 ether);
        vm.warp(NOW + DELAY);
        greedy.goAway();
        vm.assertEq(address(greedy).balance, MINIMUM, "paid once");
        vm.assertEq(greedy.refused(), 1, "the second call was made and refused");
        vm.assertEq(address(registry).balance, 50 ether, "the other bond is there");
    }

    /// @dev Whatever is done in whatever order, the contract holds what its accounts have.
    function testFuzz_theContractHoldsAllBonds(uint256[24] memory steps) public {
        address[3] memory accounts = [solver, other, friend];
        for (uint256 i = 0; i < steps.length; ++i) {
            uint256 who = steps[i] % 3;
            uint256 amount = (steps[i] >> 16) % 3 ether;
            uint256 before = _amount(accounts[who]);
            uint256 rest = _amount(accounts[(who + 1) % 3]) + _amount(accounts[(who + 2) % 3]);
            vm.warp(NOW + i * 2 days);
            try this.act((steps[i] >> 8) % 5, accounts[who], amount) {} catch {}
            uint256 afterwards = _amount(accounts[who]);
            vm.assertLe(afterwards, before + amount, "grows by deposits alone");
            vm.assertEq(_amount(accounts[(who + 1) % 3]) + _amount(accounts[(who + 2) % 3]), rest, "others untouched");
            vm.assertEq(address(registry).balance, afterwards + rest, "holds what it owes");
        }
    }

    /// @dev One step of the test above, as `account` or the owner.
    function act(uint256 action, address account, uint256 amount) external {
        vm.prank(action == 4 ? admin : account);
        if (action == 0) registry.deposit{value: amount}(account);
        else if (action == 1) registry.requestExit();
        else if (action == 2) registry.cancelExit();
        else if (action == 3) registry.withdraw(account);
        else registry.slash(account, amount, vault, "");
    }
}

/// @notice Asks again while it is being paid.
contract Greedy {
    SolverRegistry private immutable registry;
    uint256 public refused;

    constructor(SolverRegistry registry_) {
        registry = registry_;
    }

    function enter(uint256 amount) external {
        registry.deposit{value: amount}(address(this));
        registry.requestExit();
    }

    function goAway() external {
        registry.withdraw(address(this));
    }

    receive() external payable {
        try registry.withdraw(address(this)) {}
        catch {
            ++refused;
        }
    }
}
