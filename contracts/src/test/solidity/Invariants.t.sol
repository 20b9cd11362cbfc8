// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Intent, Side} from "../../main/solidity/Intents.sol";
import {Award} from "../../main/solidity/Solutions.sol";
import {Market} from "./support/Market.sol";
import {SettlementFixture, Solution} from "./support/SettlementFixture.sol";
import {PlainToken} from "./support/Tokens.sol";
import {TestBase} from "./support/TestBase.sol";

/// @notice Random settlements and cancellations of a few intents.
/// @dev Six owners with two intents each, one to be filled fully, one partially fillable, which share a nonce and sell
/// different tokens to different receivers. So balances alone tell what happened to each intent.
contract Handler is SettlementFixture {
    uint256 public constant OWNERS = 6;
    uint256 public constant INTENTS = 2 * OWNERS;

    uint256 public settled;
    uint256 public refused;
    uint256 public fillsAfterCancel;
    uint256 public fillsAfterFullFill;
    mapping(uint256 owner => bool) private cancelled;
    mapping(uint256 owner => bool) private used;

    constructor() {
        setUp();
        for (uint256 i = 0; i < OWNERS; ++i) {
            address owner = vm.addr(_key(i));
            a.mint(owner, WEALTH);
            b.mint(owner, WEALTH);
            vm.prank(owner);
            a.approve(address(hub), type(uint256).max);
            vm.prank(owner);
            b.approve(address(hub), type(uint256).max);
        }
    }

    function _key(uint256 number) private pure returns (uint256) {
        return 0x10000 + number % OWNERS;
    }

    function intentOf(uint256 number) public view returns (Intent memory intent) {
        bool partially = number >= OWNERS;
        (PlainToken sell, PlainToken buy) = partially ? (b, a) : (a, b);
        intent = _intent(vm.addr(_key(number)), sell, 900 + number, buy, 600);
        intent.receiver = address(uint160(0xEE00 + number));
        intent.side = number % 2 == 0 ? Side.Sell : Side.Buy;
        intent.partiallyFillable = partially;
        intent.nonce = 253 + number % OWNERS;
    }

    /// @notice One to three fills in one settlement, the same intent perhaps twice.
    function settle(uint256 choice, uint256 executed, uint256 priceA, uint256 priceB) external {
        Solution memory solution;
        solution.tokens = new address[](2);
        (solution.tokens[0], solution.tokens[1]) = (address(a), address(b));
        solution.prices = new uint256[](2);
        (solution.prices[0], solution.prices[1]) = (_bound(priceA, 8, 12), _bound(priceB, 8, 12));
        uint256[] memory numbers = new uint256[](1 + choice % 3);
        for (uint256 i = 0; i < numbers.length; ++i) {
            numbers[i] = (choice >> (8 + 8 * i)) % INTENTS;
            _addFill(solution, numbers[i], executed >> (16 * i));
        }
        // The market gives more than any solution here needs.
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (a, 0, b, 10_000)));
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (b, 0, a, 10_000)));

        Award memory award = _award(solution);
        (bool success,) = address(settlement).call(_settleCall(award, _signAward(award), solution));
        if (success) {
            settled++;
            for (uint256 i = 0; i < numbers.length; ++i) {
                _recordFill(numbers[i]);
            }
        } else {
            refused++;
        }
    }

    function _addFill(Solution memory solution, uint256 number, uint256 executed) private view {
        Intent memory intent = intentOf(number);
        uint256 signed = intent.side == Side.Sell ? intent.sellAmount : intent.buyAmount;
        uint256 amount = intent.partiallyFillable ? _bound(executed, 1, signed / 2) : signed;
        uint256 fee = intent.partiallyFillable ? amount / 50 : 0;
        _addTrade(solution, _key(number), intent, amount, fee);
    }

    function _recordFill(uint256 number) private {
        uint256 owner = number % OWNERS;
        if (cancelled[owner]) fillsAfterCancel++;
        // Also the partially fillable intent has ended with it.
        if (used[owner]) fillsAfterFullFill++;
        if (number < OWNERS) used[owner] = true;
    }

    /// @notice Rarely, or nothing would be left to fill.
    function cancel(uint256 number) external {
        if (number % 8 != 0) return;
        uint256 owner = (number >> 8) % OWNERS;
        Intent memory intent = intentOf(owner);
        vm.prank(intent.owner);
        settlement.invalidateNonces(intent.nonce >> 8, 1 << (intent.nonce & 0xff));
        cancelled[owner] = true;
    }

    /// @notice What owner and receiver have paid and received for an intent.
    function moved(uint256 number) external view returns (uint256 sold, uint256 bought) {
        Intent memory intent = intentOf(number);
        sold = WEALTH - PlainToken(intent.sellToken).balanceOf(intent.owner);
        bought = PlainToken(intent.buyToken).balanceOf(intent.receiver);
    }

    function kept() external view returns (uint256) {
        return a.balanceOf(address(settlement)) + b.balanceOf(address(settlement)) + a.balanceOf(address(hub))
            + b.balanceOf(address(hub));
    }
}

/// @notice What holds after any sequence of settlements and cancellations.
contract InvariantsTest is TestBase {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler private handler;

    function setUp() public {
        handler = new Handler();
    }

    /// @dev Read by forge: the only contract it may call.
    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    /// @dev Read by forge: the only functions of it that it may call.
    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(handler);
        targets[0].selectors = new bytes4[](2);
        (targets[0].selectors[0], targets[0].selectors[1]) = (Handler.settle.selector, Handler.cancel.selector);
    }

    /// @dev One function, because forge would run the whole campaign again for each.
    function invariant_settlements() public view {
        _noTokensLeft();
        _noNonceTwice();
        _noFillBeyondSigned();
    }

    function _noTokensLeft() private view {
        vm.assertEq(handler.kept(), 0, "tokens left");
    }

    function _noNonceTwice() private view {
        vm.assertEq(handler.fillsAfterFullFill(), 0, "filled after the nonce was used");
        vm.assertEq(handler.fillsAfterCancel(), 0, "filled after the nonce was cancelled");
    }

    function _noFillBeyondSigned() private view {
        for (uint256 i = 0; i < handler.INTENTS(); ++i) {
            Intent memory intent = handler.intentOf(i);
            (uint256 sold, uint256 bought) = handler.moved(i);
            vm.assertLe(sold, intent.sellAmount, "paid more than signed");
            vm.assertGe(bought * intent.sellAmount, intent.buyAmount * sold, "received less than signed");
            if (intent.side == Side.Buy) vm.assertLe(bought, intent.buyAmount, "bought more than signed");
            if (!intent.partiallyFillable && sold != 0) {
                bool full = intent.side == Side.Sell ? sold == intent.sellAmount : bought == intent.buyAmount;
                vm.assertTrue(full, "filled in part");
            }
        }
    }

    /// @notice A campaign in which nothing was settled, or nothing refused, would show nothing.
    function test_handlerSettlesAndIsRefused() public {
        for (uint256 i = 0; i < 40; ++i) {
            handler.settle(_random(i, 0), _random(i, 1), _random(i, 2), _random(i, 3));
        }
        vm.assertGe(handler.settled(), 1, "settled");
        vm.assertGe(handler.refused(), 1, "refused");
        invariant_settlements();
    }

    function _random(uint256 round, uint256 index) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(round, index)));
    }
}
