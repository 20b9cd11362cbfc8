// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Award, Intent, Side, Solution} from "./support/Terms.sol";
import {PlainToken} from "./support/Tokens.sol";
import {OddWallet} from "./support/Wallets.sol";
import {Vm} from "../support/Vm.sol";

/// @notice The same trades in their shortest form and with their amounts written out. The contract executes the two in ways of
/// its own; nobody may be able to tell, but for the gas.
contract TwoWaysTest is SettlementFixture {
    uint256 private constant GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    uint64 private constant SERIES = 9;

    /// @dev Small ranges, so that the edges of every rule are met often.
    struct Fuzzed {
        uint8[4] owners;
        uint8[4] sides;
        uint8[4] sells;
        uint8[4] limits;
        uint8[4] lanes;
        uint8[4] bits;
        uint8[4] ends;
        uint8[4] flaws;
        uint8[4] indices;
        uint8 priceA;
        uint8 priceB;
        uint8 count;
        uint8 cover;
        bool direct;
    }

    struct Outcome {
        bool success;
        bytes answer;
        bytes32 logs;
        bytes32 state;
    }

    address private wallet;

    function setUp() public override {
        from = 0;
        super.setUp();
        wallet = address(new OddWallet());
        address[2] memory more = [wallet, solver];
        for (uint256 i = 0; i < more.length; ++i) {
            a.mint(more[i], WEALTH);
            b.mint(more[i], WEALTH);
            _approve(more[i], address(a), type(uint256).max);
            _approve(more[i], address(b), type(uint256).max);
        }
    }

    function testFuzz_agree(Fuzzed memory f) public {
        Solution memory solution = _solutionOf(f);
        uint256 clean = vm.snapshotState();
        Outcome memory short = _run(solution);
        vm.assertTrue(vm.revertToState(clean), "back");
        for (uint256 i = 0; i < solution.trades.length; ++i) {
            solution.trades[i].flip = Pack.AMOUNTS;
        }
        Outcome memory general = _run(solution);
        vm.assertTrue(short.success == general.success, "only one of them settled");
        vm.assertEq(short.answer, general.answer, "reason");
        vm.assertEq(short.logs, general.logs, "events");
        vm.assertEq(short.state, general.state, "balances, nonces");
    }

    /// @dev A comparison in which nothing ever settles, or nothing is ever refused, would show nothing.
    function test_bothHappen() public {
        uint256 settled;
        uint256 refused;
        for (uint256 i = 0; i < 200; ++i) {
            Fuzzed memory f = _random(i);
            uint256 clean = vm.snapshotState();
            if (_run(_solutionOf(f)).success) settled++;
            else refused++;
            vm.assertTrue(vm.revertToState(clean), "back");
        }
        vm.assertGe(settled, 20, "settled");
        vm.assertGe(refused, 20, "refused");
    }

    function _random(uint256 seed) private pure returns (Fuzzed memory f) {
        for (uint256 i = 0; i < 4; ++i) {
            bytes32 h = keccak256(abi.encode(seed, i));
            (f.owners[i], f.sides[i], f.sells[i], f.limits[i]) = (uint8(h[0]), uint8(h[1]), uint8(h[2]), uint8(h[3]));
            (f.lanes[i], f.bits[i], f.ends[i], f.flaws[i]) = (uint8(h[4]), uint8(h[5]), uint8(h[6]), uint8(h[7]));
            f.indices[i] = uint8(h[8]);
        }
        bytes32 rest = keccak256(abi.encode(seed));
        (f.priceA, f.priceB, f.count, f.cover) = (uint8(rest[0]), uint8(rest[1]), uint8(rest[2]), uint8(rest[3]));
        f.direct = uint8(rest[4]) % 2 == 0;
    }

    function _solutionOf(Fuzzed memory f) private returns (Solution memory solution) {
        if (f.direct) solution.flags = Pack.DIRECT;
        if (f.count % 8 > 3) solution.flags |= Pack.CHECK_EACH;
        uint256 cover = f.cover % 4 == 0 ? f.cover : 1e9;
        _addToken(solution, address(a), 1 + f.priceA % 4, cover);
        _addToken(solution, address(b), f.priceB == 255 ? type(uint128).max : 1 + f.priceB % 4, cover);
        _addSeries(solution, SERIES);
        uint256 count = 1 + f.count % 4;
        for (uint256 i = 0; i < count; ++i) {
            _addOne(solution, f, i);
        }
    }

    function _addOne(Solution memory solution, Fuzzed memory f, uint256 i) private {
        uint256 key = [ALICE_KEY, BOB_KEY, CAROL_KEY, 0][f.owners[i] % 4];
        Intent memory intent = _amountsOf(solution, f, i);
        intent.owner = key == 0 ? wallet : vm.addr(key);
        intent.receiver = intent.owner;
        bool shared = f.lanes[i] % 2 == 0;
        intent.nonce = shared ? _sharedNonce(SERIES, auctioneer, f.bits[i] % 8) : f.bits[i] % 8;
        intent.validTo = uint32(NOW + (f.ends[i] % 8 == 0 ? 1_801 : f.ends[i] % 8 == 1 ? 1_800 : f.ends[i]));
        if (f.ends[i] % 16 == 3) intent.validTo = uint32(NOW - 1);
        if (f.sides[i] % 16 == 15) intent.side = Side.Buy;
        uint256 executed = intent.side == Side.Sell ? intent.sellAmount : intent.buyAmount;
        _push(solution, _trade(solution, intent, executed, 0));
        if (f.indices[i] % 32 == 31) solution.trades[i].buyIndex = f.indices[i] / 32;
        if (f.indices[i] % 32 == 30) solution.trades[i].sellIndex = f.indices[i] / 32;
        solution.trades[i].signature = _flawed(key, intent, f.flaws[i]);
    }

    function _amountsOf(Solution memory solution, Fuzzed memory f, uint256 i) private view returns (Intent memory) {
        uint256 sold = f.sells[i] % 8 == 0 ? f.sells[i] / 32 : uint256(f.sells[i]) * 100;
        if (f.sells[i] == 255) sold = type(uint128).max;
        uint256 index = f.sides[i] % 2;
        uint256 price = solution.tokens[1 - index].price;
        uint256 bought = (sold * solution.tokens[index].price + price - 1) / price;
        // What the prices give, one more, nothing at all, or far less.
        uint8 limit = f.limits[i] % 16;
        if (limit == 1) bought += 1;
        else if (limit == 2) bought = 0;
        else if (limit % 4 != 0) bought /= 2;
        return index == 0 ? _intent(alice, a, sold, b, bought) : _intent(alice, b, sold, a, bought);
    }

    /// @dev Mostly a good one.
    function _flawed(uint256 key, Intent memory intent, uint8 flaw) private returns (bytes memory) {
        bytes32 digest = _hash(intent);
        if (key == 0) {
            OddWallet(wallet).set(flaw % 8 == 0 ? OddWallet.Answer.No : OddWallet.Answer.Yes, 0);
            return new bytes(64);
        }
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        uint256 odd = v - 27;
        if (flaw % 32 == 1) return abi.encodePacked(r, uint256(s) | (1 - odd) << 255);
        if (flaw % 32 == 2) return abi.encodePacked(r, (GROUP_ORDER - uint256(s)) | (1 - odd) << 255);
        if (flaw % 32 == 3) return new bytes(64);
        if (flaw % 32 == 4) return abi.encodePacked(type(uint256).max, type(uint256).max);
        if (flaw % 32 == 5) return abi.encodePacked(r, odd << 255);
        return abi.encodePacked(r, uint256(s) | odd << 255);
    }

    function _run(Solution memory solution) private returns (Outcome memory o) {
        auctions = 0;
        Award memory award = _award(solution);
        bytes memory call = abi.encodeCall(ISettlement.settle, (_consentedBundle(award, solution)));
        vm.recordLogs();
        (o.success, o.answer) = address(settlement).call(call);
        o.logs = keccak256(abi.encode(_settlementLogs(vm.getRecordedLogs())));
        address[6] memory accounts = [alice, bob, carol, wallet, solver, vault];
        bytes memory state;
        for (uint256 i = 0; i < accounts.length; ++i) {
            state = abi.encodePacked(
                state, a.balanceOf(accounts[i]), b.balanceOf(accounts[i]), settlement.nonces(accounts[i], 0)
            );
        }
        o.state = keccak256(abi.encodePacked(state, settlement.sharedNonces(_sharedNonce(SERIES, auctioneer, 0) >> 8)));
    }

    /// @dev What tokens say is the same by the balances; here the order could differ.
    function _settlementLogs(Vm.Log[] memory logs) private view returns (bytes memory kept) {
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter == address(settlement)) kept = abi.encodePacked(kept, logs[i].topics, logs[i].data);
        }
    }
}
