// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Digests} from "./support/Digests.sol";
import {Failer, Meter, Recorder} from "./support/Actors.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {Theft} from "./support/Servants.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Hook, Intent, Solution, Trade} from "./support/Terms.sol";
import {PlainToken} from "./support/Tokens.sol";

/// @notice Calls that owners sign along with an intent.
contract HooksTest is SettlementFixture {
    Recorder private recorder;
    Hook[] private hooks;

    function setUp() public override {
        super.setUp();
        recorder = new Recorder();
    }

    /// @dev Alice sells 1,000 a for 2,000 b with the hooks collected so far.
    function _sale() private view returns (Solution memory) {
        return _saleWith(Pack.hooks(hooks));
    }

    function _saleWith(bytes memory packed) private view returns (Solution memory solution) {
        Intent memory intent = _intent(alice, a, 1_000, b, 2_000);
        intent.appData = Digests.hooks(packed);
        solution = _solution(ALICE_KEY, intent, 1_000, 0, 2, 1);
        solution.trades[0].hooks = packed;
        _addSwap(solution, a, 1_000, b, 2_000);
    }

    function _before(address target, bytes memory data) private {
        hooks.push(Hook(0, target, 200_000, data));
    }

    function _after(address target, bytes memory data) private {
        hooks.push(Hook(1, target, 200_000, data));
    }

    function _assertEntry(uint256 index, bytes memory data) private view {
        (address caller,, bytes memory actual) = recorder.entries(index);
        vm.assertEq(caller, settlement.trampoline(), "caller");
        vm.assertEq(actual, data, "data");
    }

    function test_runInOrder() public {
        _after(address(recorder), "after 1");
        _before(address(recorder), "before 1");
        _before(address(recorder), "before 2");
        _after(address(recorder), "");
        _settle(_sale());
        vm.assertEq(recorder.count(), 4, "all");
        _assertEntry(0, "before 1");
        _assertEntry(1, "before 2");
        _assertEntry(2, "after 1");
        _assertEntry(3, "");
    }

    function test_ofSeveralIntents() public {
        _before(address(recorder), "alice before");
        _after(address(recorder), "alice after");
        Solution memory solution = _sale();
        delete hooks;
        _before(address(recorder), "bob before");
        _after(address(recorder), "bob after");
        bytes memory packed = Pack.hooks(hooks);
        _addTrade(solution, CAROL_KEY, _intent(carol, a, 1_000, b, 2_000), 1_000, 0);
        Intent memory intent = _intent(bob, a, 1_000, b, 2_000);
        intent.appData = Digests.hooks(packed);
        _addTrade(solution, BOB_KEY, intent, 1_000, 0);
        solution.trades[2].hooks = packed;
        _addSwap(solution, a, 2_000, b, 4_000);
        _settle(solution);
        vm.assertEq(recorder.count(), 4, "all");
        _assertEntry(0, "alice before");
        _assertEntry(1, "bob before");
        _assertEntry(2, "alice after");
        _assertEntry(3, "bob after");
    }

    /// @dev What they are for: the first makes the money, the second uses it.
    function test_beforeThePullAndAfterThePayment() public {
        PlainToken minted = PlainToken(_place(0xAA01, address(new PlainToken())));
        _approve(alice, address(minted), type(uint256).max);
        a = minted;
        minted.mint(address(market), 1_000);
        // Alice has nothing yet; the hook mints it. After the payment her approval lets the trampoline move it on.
        _before(address(minted), abi.encodeCall(PlainToken.mint, (alice, 1_000)));
        _after(address(b), abi.encodeCall(IERC20.transferFrom, (alice, carol, WEALTH + 2_000)));
        address trampoline = settlement.trampoline();
        vm.prank(alice);
        b.approve(trampoline, WEALTH + 2_000);
        _settle(_sale());
        vm.assertEq(minted.balanceOf(alice), 0, "paid what the first hook brought");
        vm.assertEq(b.balanceOf(carol), 2 * WEALTH + 2_000, "moved on what was just received");
    }

    function test_mandatory() public {
        _before(address(recorder), "signed");
        Solution memory solution = _sale();
        // The commitment as plain data, without the hooks.
        solution.trades[0].hooks = "";
        _settleFails(solution, _error(ISettlement.HooksMissing.selector, solution.trades[0].intent));
    }

    function test_exactlyTheSignedOnes() public {
        _before(address(recorder), "signed");
        Intent memory signed = _sale().trades[0].intent;
        bytes memory packed = Pack.hooks(hooks);
        bytes[4] memory others = [packed, packed, packed, packed];
        others[0] = bytes.concat(packed, packed);
        others[1] = Pack.hooks(_one(Hook(1, address(recorder), 200_000, "signed")));
        others[2] = Pack.hooks(_one(Hook(0, address(recorder), 200_001, "signed")));
        others[3] = Pack.hooks(_one(Hook(0, address(recorder), 200_000, "signee")));
        for (uint256 i = 0; i < others.length; ++i) {
            Solution memory solution = _saleWith(others[i]);
            solution.trades[0].signature = _sign(ALICE_KEY, _hash(signed));
            _settleFails(solution, _error(ISettlement.WrongSigner.selector, solution.trades[0].intent));
        }
        vm.assertEq(recorder.count(), 0, "none ran");
    }

    function _one(Hook memory hook) private pure returns (Hook[] memory list) {
        list = new Hook[](1);
        list[0] = hook;
    }

    function test_noHooksIsAlsoAList() public {
        // The flag with nothing behind it says the hash of nothing.
        Solution memory solution = _saleWith("");
        Trade memory trade = solution.trades[0];
        trade.flip = Pack.APP_DATA | Pack.HOOKS;
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
    }

    function test_hooksAndAppDataContradict() public {
        _before(address(recorder), "signed");
        Solution memory solution = _sale();
        solution.trades[0].flip = Pack.APP_DATA;
        _settleFails(solution, abi.encodeWithSelector(ISettlement.Malformed.selector));
    }

    function test_appDataThatOnlyLooksLikeIt() public {
        Intent memory intent = _intent(alice, a, 1_000, b, 2_000);
        intent.appData = bytes32("hooK and so on");
        Solution memory solution = _solution(ALICE_KEY, intent, 1_000, 0, 2, 1);
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        intent.nonce += 1;
        intent.appData = bytes32("hook");
        solution = _solution(ALICE_KEY, intent, 1_000, 0, 2, 1);
        _settleFails(solution, _error(ISettlement.HooksMissing.selector, intent));
    }

    // Failure, gas

    function test_failingIsIgnored() public {
        Failer failer = new Failer();
        for (uint8 way = 0; way < 4; ++way) {
            failer.set(Failer.Way(way));
            delete hooks;
            _before(address(failer), "");
            _after(address(failer), "");
            _after(address(recorder), "the next one");
            _after(address(0xDEAD), "nobody there");
            Solution memory solution = _sale();
            solution.trades[0].intent.nonce += way;
            solution.trades[0].signature = _sign(ALICE_KEY, _hash(solution.trades[0].intent));
            uint256 before = gasleft();
            _settle(solution);
            vm.assertLe(before - gasleft(), 2_000_000, "bounded");
            vm.assertEq(recorder.count(), uint256(way) + 1, "the next one ran");
        }
    }

    function test_gasLimit() public {
        hooks.push(Hook(0, address(recorder), 150_000, "less"));
        hooks.push(Hook(0, address(recorder), 1_000_000, "most"));
        _settle(_sale());
        (, uint256 less,) = recorder.entries(0);
        (, uint256 most,) = recorder.entries(1);
        vm.assertLe(less, 150_000, "no more than its limit");
        vm.assertGe(less, 148_000, "all of its limit");
        vm.assertLe(most, 1_000_000, "no more than its limit");
        vm.assertGe(most, 998_000, "all of its limit");
    }

    function test_gasLimitTooHigh() public {
        hooks.push(Hook(0, address(recorder), 1_000_001, "too much"));
        _refused();
    }

    function test_zeroGasRunsNothing() public {
        hooks.push(Hook(0, address(recorder), 0, "nothing"));
        _settle(_sale());
        vm.assertEq(recorder.count(), 0, "no gas");
    }

    /// @dev Whatever gas the submitter gives, a hook gets what its owner signed or nothing settles at all.
    function test_submitterCannotStarveAHook() public {
        // A lot of data, so that copying it costs something after the gas was looked at.
        Meter meter = new Meter();
        hooks.push(Hook(1, address(meter), 900_000, new bytes(12_000)));
        Solution memory solution = _sale();
        bytes memory call = abi.encodeCall(ISettlement.settle, (_bundle(_award(solution), solution)));
        uint256 clean = vm.snapshotState();
        uint256 settled;
        uint256 starved;
        for (uint256 gas = 1_000_000; gas < 1_500_000; gas += 500) {
            vm.cool(address(meter));
            (bool success, bytes memory answer) = address(settlement).call{gas: gas}(call);
            if (!success) {
                // With far too little it does not get as far as the hook.
                if (answer.length != 0) {
                    vm.assertEq(answer, abi.encodeWithSelector(ISettlement.TooLittleGas.selector, 0), "reason");
                    starved++;
                }
                continue;
            }
            // But for what the target spends before it looks.
            vm.assertGe(meter.given(), 899_800, "starved");
            settled++;
            if (settled == 40) break;
            vm.assertTrue(vm.revertToState(clean), "back");
        }
        vm.assertEq(settled, 40, "settled with enough");
        vm.assertGe(starved, 1, "refused with too little");
    }

    // Reach

    function test_cannotReachHubOrTokensOfOthers() public {
        _before(address(a), abi.encodeCall(IERC20.transferFrom, (bob, carol, 1)));
        for (uint256 way = 0; way < Theft.WAYS; ++way) {
            _before(hub, Theft.by(way, address(a), bob, carol));
        }
        _before(address(settlement), abi.encodeCall(ISettlement.settle, (hex"01")));
        _before(address(settlement), abi.encodeCall(ISettlement.setAuctioneer, (carol)));
        // Neither before the pull nor after the payment does Settlement hold anything.
        _after(address(a), abi.encodeCall(IERC20.transferFrom, (address(settlement), carol, 1)));
        _after(settlement.trampoline(), hex"00");
        _settle(_sale());
        vm.assertEq(a.balanceOf(bob), WEALTH, "bob's tokens");
        vm.assertEq(a.balanceOf(carol), WEALTH, "nothing gained");
        vm.assertEq(settlement.auctioneer(), auctioneer, "settings");
    }

    function test_cancellingInAHookIsTheTrampolinesOwn() public {
        _before(address(settlement), abi.encodeCall(ISettlement.invalidateNonces, (1, type(uint256).max)));
        _settle(_sale());
        vm.assertEq(settlement.nonces(alice, 1), 1 << 7, "alice's nonces");
        vm.assertEq(settlement.nonces(settlement.trampoline(), 1), type(uint256).max, "its own");
    }

    // Form

    function _refused() private {
        Solution memory solution = _sale();
        _refused(solution);
    }

    function _refused(Solution memory solution) private {
        (bool success, bytes memory answer) = _try(solution);
        vm.assertTrue(!success, "settled");
        vm.assertEq(answer, abi.encodeWithSelector(ISettlement.MalformedHooks.selector), "reason");
        vm.assertEq(recorder.count(), 0, "none ran");
    }

    function test_atMost16() public {
        for (uint256 i = 0; i < 16; ++i) {
            _before(address(recorder), "one of 16");
        }
        uint256 clean = vm.snapshotState();
        _settle(_sale());
        vm.assertEq(recorder.count(), 16, "all");
        vm.assertTrue(vm.revertToState(clean), "back");
        _after(address(recorder), "one of 17");
        _refused();
    }

    function test_unknownPhase() public {
        hooks.push(Hook(2, address(recorder), 100_000, "whenever"));
        _refused();
    }

    function test_cutShort() public {
        _before(address(recorder), "data of a hook");
        bytes memory packed = Pack.hooks(hooks);
        for (uint256 length = 1; length < packed.length; length += 3) {
            bytes memory shorter = new bytes(length);
            for (uint256 i = 0; i < length; ++i) {
                shorter[i] = packed[i];
            }
            _refused(_saleWith(shorter));
        }
        _refused(_saleWith(bytes.concat(packed, hex"00")));
    }
}
