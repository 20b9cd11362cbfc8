// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Digests} from "./Digests.sol";
import {ISettlement} from "./ISettlement.sol";
import {Market} from "./Market.sol";
import {Pack} from "./Pack.sol";
import {Theft} from "./Servants.sol";
import {SettlementFixture} from "./SettlementFixture.sol";
import {Award, Intent, Part, Side, Solution, Trade, TwapIntent} from "./Terms.sol";
import {PlainToken} from "./Tokens.sol";

/// @notice Random settlements and cancellations of a few intents, and attempts to do what must not be possible.
/// @dev Four intents for each of a few numbers: one to be filled fully and one partially fillable, which share owner and
/// nonce and sell different tokens; one of the shared lane, paid in ether, and a time-sliced parent, which share another
/// owner. Every intent has its own receiver. So balances alone tell what happened to each intent.
contract Handler is SettlementFixture {
    uint256 public constant KINDS = 4;
    uint256 public constant EACH = 4;
    uint256 public constant INTENTS = KINDS * EACH;

    uint256 private constant FULL = 0;
    uint256 private constant PARTIAL = 1;
    uint256 private constant SHARED = 2;
    uint256 private constant SLICED = 3;
    uint16 private constant PARTS = 3;
    uint64 private constant SERIES = 11;
    uint256 private constant BYSTANDER_KEY = 0xB757;

    uint256 public settled;
    uint256 public refused;
    uint256 public attacked;
    uint256 public replayed;
    uint256 public fillsAfterUse;
    uint256 public mispriced;
    uint256 public unawarded;
    mapping(uint256 kind => uint256) public fillsOfKind;

    uint256 private time = NOW;
    // By the owner's number for full and partial ones, by number and part for the others.
    mapping(uint256 key => bool) private used;
    bytes private last;

    constructor() {
        setUp();
        for (uint256 i = 0; i < EACH; ++i) {
            _enrich(vm.addr(_key(i)));
            _enrich(vm.addr(_key(SHARED * EACH + i)));
        }
        _enrich(vm.addr(BYSTANDER_KEY));
        _enrich(solver);
    }

    function _enrich(address owner) private {
        a.mint(owner, WEALTH);
        b.mint(owner, WEALTH);
        _approve(owner, address(a), type(uint256).max);
        _approve(owner, address(b), type(uint256).max);
    }

    function _key(uint256 number) private pure returns (uint256) {
        return 0x10000 + number % EACH + (number / EACH < SHARED ? 0 : 0x1000);
    }

    function _receiver(uint256 number) private pure returns (address) {
        return address(uint160(0xDD00 + number));
    }

    function _intentOf(uint256 number) private view returns (Intent memory intent) {
        uint256 kind = number / EACH;
        (PlainToken sell, PlainToken buy) = kind == FULL || kind == SHARED ? (a, b) : (b, a);
        intent = _intent(vm.addr(_key(number)), sell, 900 + number, buy, 600);
        intent.receiver = _receiver(number);
        intent.side = number % 2 == 0 || kind == SLICED ? Side.Sell : Side.Buy;
        intent.partiallyFillable = kind == PARTIAL;
        intent.validTo = uint32(NOW + 1_800);
        intent.nonce = 253 + number % EACH;
        if (kind == SHARED) {
            (intent.buyToken, intent.buyAmount) = (Pack.ETHER, 600);
            intent.nonce = _sharedNonce(SERIES, auctioneer, uint8(number));
        } else if (kind == SLICED) {
            (intent.validTo, intent.nonce) = (0, 0x0400 + 8 * (number % EACH));
        }
    }

    function _parentOf(Intent memory intent) private pure returns (TwapIntent memory) {
        return TwapIntent({
            owner: intent.owner,
            receiver: intent.receiver,
            sellToken: intent.sellToken,
            buyToken: intent.buyToken,
            partSellAmount: intent.sellAmount,
            partBuyAmount: intent.buyAmount,
            start: intent.validFrom,
            interval: 400,
            span: 400,
            parts: PARTS,
            nonce: intent.nonce,
            appData: intent.appData
        });
    }

    // Actions

    /// @notice One to three fills in one settlement, the same intent perhaps twice.
    function settle(uint256 choice, uint256 executed, uint256 priceA, uint256 priceB) external {
        vm.warp(time);
        Solution memory solution = _prices(_bound(priceA, 8, 12), _bound(priceB, 8, 12));
        uint256[] memory numbers = new uint256[](1 + choice % 3);
        for (uint256 i = 0; i < numbers.length; ++i) {
            numbers[i] = (choice >> (8 + 8 * i)) % INTENTS;
            _addFill(solution, numbers[i], executed >> (16 * i));
        }
        // The market gives more than needed, or too little and the solver covers it.
        uint256 given = (choice >> 64) % 2 == 0 ? 10_000 : 100;
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (a, 0, b, given)));
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (b, 0, a, given)));
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (a, 0, PlainToken(address(weth)), 10_000)));
        _send(solution, numbers);
    }

    function _prices(uint256 priceA, uint256 priceB) private view returns (Solution memory solution) {
        _addToken(solution, address(a), priceA, 5_000);
        _addToken(solution, address(b), priceB, 5_000);
        _addToken(solution, address(weth), priceB, 0);
        _addSeries(solution, SERIES);
    }

    function _addFill(Solution memory solution, uint256 number, uint256 executed) private view {
        Intent memory intent = _intentOf(number);
        uint256 signed = intent.side == Side.Sell ? intent.sellAmount : intent.buyAmount;
        uint256 amount = intent.partiallyFillable ? _bound(executed, 1, signed / 2) : signed;
        uint256 fee = intent.partiallyFillable ? amount / 50 : 0;
        Trade memory trade = _trade(solution, intent, amount, fee);
        bytes32 digest = _hash(intent);
        if (number / EACH == SLICED) {
            trade.part = Part(PARTS, uint8(_part()), 400, 400);
            digest = Digests.twap(_domain(), _parentOf(intent));
        }
        trade.signature = _sign(_key(number), digest);
        _push(solution, trade);
    }

    function _part() private view returns (uint256) {
        uint256 part = (time - NOW) / 400;
        return part < PARTS ? part : PARTS - 1;
    }

    function _send(Solution memory solution, uint256[] memory numbers) private {
        bytes memory bundle = _consentedBundle(_award(solution), solution);
        uint256[2][] memory before = _movedOf(numbers);
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
        if (!success) {
            refused++;
            return;
        }
        settled++;
        last = bundle;
        for (uint256 i = 0; i < numbers.length; ++i) {
            _recordFill(numbers[i]);
        }
        _checkPrices(solution, numbers, before);
    }

    function _movedOf(uint256[] memory numbers) private view returns (uint256[2][] memory amounts) {
        amounts = new uint256[2][](numbers.length);
        for (uint256 i = 0; i < numbers.length; ++i) {
            (amounts[i][0], amounts[i][1]) = moved(numbers[i]);
        }
    }

    function _recordFill(uint256 number) private {
        uint256 kind = number / EACH;
        fillsOfKind[kind]++;
        uint256 key = kind < SHARED ? number % EACH : number * 256 + (kind == SLICED ? _part() : 0);
        // Also the partially fillable intent has ended with the one that shares its nonce.
        if (used[key]) fillsAfterUse++;
        if (kind != PARTIAL) used[key] = true;
    }

    /// @dev Whatever else is in the settlement: what an intent's balances moved follows from its fills and the one price of
    /// each token.
    function _checkPrices(Solution memory solution, uint256[] memory numbers, uint256[2][] memory before) private {
        for (uint256 i = 0; i < numbers.length; ++i) {
            (uint256 sold, uint256 bought) = (before[i][0], before[i][1]);
            for (uint256 k = 0; k < numbers.length; ++k) {
                if (numbers[k] != numbers[i]) continue;
                (uint256 more, uint256 gain) = _amounts(solution, solution.trades[k]);
                (sold, bought) = (sold + more, bought + gain);
            }
            (uint256 nowSold, uint256 nowBought) = moved(numbers[i]);
            if (nowSold != sold || nowBought != bought) mispriced++;
        }
    }

    function _amounts(Solution memory solution, Trade memory trade)
        private
        pure
        returns (uint256 sold, uint256 bought)
    {
        uint256 p = solution.tokens[trade.sellIndex].price;
        uint256 q = solution.tokens[trade.buyIndex].price;
        if (trade.intent.side == Side.Buy) return (trade.executed * q / p + trade.fee, trade.executed);
        return (uint256(trade.executed) + trade.fee, (trade.executed * p + q - 1) / q);
    }

    /// @notice Rarely, or nothing would be left to fill.
    function cancel(uint256 number) external {
        if (number % 8 != 0) return;
        uint256 owner = (number >> 8) % EACH;
        Intent memory intent = _intentOf(owner);
        vm.prank(intent.owner);
        settlement.invalidateNonces(intent.nonce >> 8, 1 << (intent.nonce & 0xff));
        used[owner] = true;
    }

    /// @notice Time goes on, up to the end of all windows.
    function wait_(uint256 seconds_) external {
        if (time < NOW + 1_300) time += seconds_ % 150;
    }

    /// @notice A settlement whose interactions reach for everything an interaction might reach.
    function attack(uint256 choice) external {
        vm.warp(time);
        Solution memory solution = _prices(10, 10);
        address victim = choice % 2 == 0 ? vm.addr(BYSTANDER_KEY) : vm.addr(_key(choice % INTENTS));
        uint256 way = (choice >> 8) % 5;
        if (way == 0) _addCall(solution, address(a), abi.encodeCall(IERC20.transferFrom, (victim, solver, 1)));
        if (way == 1) _addCall(solution, hub, Theft.byPull(address(a), victim, solver));
        if (way == 2) _addCall(solution, address(settlement), abi.encodeCall(ISettlement.settle, (last)));
        if (way == 3) {
            // What is approved to a thief is nothing once the settlement is over.
            _addCall(solution, address(a), abi.encodeCall(IERC20.approve, (victim, type(uint256).max)));
        }
        if (way == 4) _addCall(solution, settlement.trampoline(), "");
        bytes memory bundle = _bundle(_award(solution), solution);
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
        if (success && way != 3) unawarded++;
        attacked++;
    }

    /// @notice The last bundle once more.
    function replay(uint256 sender) external {
        if (last.length == 0) return;
        if (sender % 2 == 0) vm.prank(solver);
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (last)));
        if (success) unawarded++;
        replayed++;
    }

    /// @notice A good bundle with one bit turned over behind its award.
    function alter(uint256 choice, uint256 place) external {
        vm.warp(time);
        Solution memory solution = _prices(10, 10);
        _addFill(solution, choice % INTENTS, choice >> 8);
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (a, 0, PlainToken(address(weth)), 10_000)));
        bytes memory bundle = _consentedBundle(_award(solution), solution);
        // Version, award, the length of the consent and the consent are in front.
        uint256 front = 1 + 160 + 2 + 64;
        bundle[front + place % (bundle.length - front)] ^= bytes1(uint8(1 << (choice >> 16) % 8));
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
        if (success) unawarded++;
    }

    // Observations

    /// @notice What may be sold and must be bought over the life of an intent.
    function limits(uint256 number)
        external
        view
        returns (uint256 sellAmount, uint256 buyAmount, bool buy, bool whole)
    {
        Intent memory intent = _intentOf(number);
        uint256 kind = number / EACH;
        uint256 times = kind == SLICED ? PARTS : 1;
        buy = intent.side == Side.Buy;
        whole = kind == FULL || kind == SHARED;
        return (intent.sellAmount * times, intent.buyAmount * times, buy, whole);
    }

    /// @notice What owner and receiver have paid and received for an intent.
    function moved(uint256 number) public view returns (uint256 sold, uint256 bought) {
        Intent memory intent = _intentOf(number);
        sold = WEALTH - PlainToken(intent.sellToken).balanceOf(intent.owner);
        bought = intent.buyToken == Pack.ETHER
            ? intent.receiver.balance
            : PlainToken(intent.buyToken).balanceOf(intent.receiver);
    }

    function kept() external view returns (uint256) {
        return _held(address(settlement)) + _held(hub) + _held(settlement.trampoline());
    }

    function _held(address account) private view returns (uint256) {
        return a.balanceOf(account) + b.balanceOf(account) + weth.balanceOf(account) + account.balance;
    }

    function bystanderLoss() external view returns (uint256) {
        address bystander = vm.addr(BYSTANDER_KEY);
        return 2 * WEALTH - a.balanceOf(bystander) - b.balanceOf(bystander);
    }
}
