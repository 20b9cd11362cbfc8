// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Digests} from "./Digests.sol";
import {ISettlement} from "./ISettlement.sol";
import {Market} from "./Market.sol";
import {Pack} from "./Pack.sol";
import {Award, Call, Intent, Priced, Side, Solution, Trade} from "./Terms.sol";
import {TestBase} from "../../support/TestBase.sol";
import {PlainToken} from "./Tokens.sol";
import {Weth} from "./Weth.sol";

/// @notice A settlement with three owners, tokens in ascending order and a market that holds all of them.
abstract contract SettlementFixture is TestBase {
    uint256 internal constant AUCTIONEER_KEY = 0xA0C7;
    uint256 internal constant SOLVER_KEY = 0x501;
    uint256 internal constant ALICE_KEY = 0xA11CE;
    uint256 internal constant BOB_KEY = 0xB0B;
    uint256 internal constant CAROL_KEY = 0xCA401;
    uint256 internal constant NOW = 1_800_000_000;
    uint256 internal constant WEALTH = 1e36;

    address internal immutable admin = address(0xAD);
    address internal immutable vault = address(0xFEE5);
    address internal immutable auctioneer = vm.addr(AUCTIONEER_KEY);
    address internal immutable solver = vm.addr(SOLVER_KEY);
    address internal immutable alice = vm.addr(ALICE_KEY);
    address internal immutable bob = vm.addr(BOB_KEY);
    address internal immutable carol = vm.addr(CAROL_KEY);

    ISettlement internal settlement;
    address internal hub;
    Market internal market;
    PlainToken internal a;
    PlainToken internal b;
    PlainToken internal c;
    Weth internal weth;
    uint256 internal auctions;
    /// First second of every intent's window. Zero makes trades short, which the contract executes in a way of its own.
    uint32 internal from = uint32(NOW);
    /// Flags of every solution that is made here.
    uint8 internal flags;

    function setUp() public virtual {
        vm.warp(NOW);
        vm.roll(1_000);
        // Fixed addresses, so that the order is the alphabet's and WETH comes last.
        a = PlainToken(_place(0xAA00, address(new PlainToken())));
        b = PlainToken(_place(0xBB00, address(new PlainToken())));
        c = PlainToken(_place(0xCC00, address(new PlainToken())));
        weth = Weth(payable(_place(0xEE00, address(new Weth()))));
        settlement = ISettlement(_deploy());
        hub = settlement.hub();
        market = new Market();
        _endow(address(a));
        _endow(address(b));
        _endow(address(c));
        _endowWeth(alice);
        _endowWeth(bob);
        _endowWeth(carol);
        _endowWeth(address(market));
    }

    function _deploy() internal returns (address) {
        return vm.deployCode("Settlement.sol:Settlement", abi.encode(admin, auctioneer, vault, address(weth)));
    }

    /// @dev Copies a contract's code to an address of our choice.
    function _place(uint160 place, address template) internal returns (address) {
        vm.etch(address(place), template.code);
        return address(place);
    }

    function _endow(address token) internal {
        address[4] memory rich = [alice, bob, carol, address(market)];
        for (uint256 i = 0; i < rich.length; ++i) {
            PlainToken(token).mint(rich[i], WEALTH);
            _approve(rich[i], token, type(uint256).max);
        }
    }

    function _endowWeth(address account) private {
        vm.deal(account, WEALTH);
        vm.prank(account);
        weth.deposit{value: WEALTH}();
        _approve(account, address(weth), type(uint256).max);
    }

    function _approve(address owner, address token, uint256 amount) internal {
        vm.prank(owner);
        // Through a raw call, because some test tokens answer nothing.
        (bool success,) = token.call(abi.encodeCall(IERC20.approve, (hub, amount)));
        vm.assertTrue(success, "approve");
    }

    // Terms

    function _intent(address owner, PlainToken sell, uint256 sellAmount, PlainToken buy, uint256 buyAmount)
        internal
        view
        returns (Intent memory)
    {
        return Intent({
            owner: owner,
            receiver: owner,
            sellToken: address(sell),
            buyToken: address(buy),
            sellAmount: uint128(sellAmount),
            buyAmount: uint128(buyAmount),
            side: Side.Sell,
            partiallyFillable: false,
            validFrom: from,
            validTo: uint32(NOW + 60),
            nonce: 0x0107,
            appData: bytes32(0)
        });
    }

    /// @dev A nonce of the shared lane.
    function _sharedNonce(uint64 series, address auctioneer_, uint8 bit) internal pure returns (uint256) {
        return 1 << 255 | uint256(series) << 168 | uint256(uint160(auctioneer_)) << 8 | bit;
    }

    // Hashes and signatures

    function _domain() internal view returns (bytes32) {
        return Digests.domain(address(settlement), block.chainid);
    }

    function _hash(Intent memory intent) internal view returns (bytes32) {
        return Digests.intent(_domain(), intent);
    }

    /// @dev 64 bytes `r ‖ vs` (EIP-2098).
    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, uint256(s) | uint256(v - 27) << 255);
    }

    /// @dev 65 bytes `r ‖ s ‖ v`.
    function _sign65(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    // Solutions

    /// @dev A solution over the tokens a and b with one trade.
    function _solution(uint256 key, Intent memory intent, uint256 executed, uint256 fee, uint256 priceA, uint256 priceB)
        internal
        view
        returns (Solution memory solution)
    {
        solution.flags = flags;
        _addToken(solution, address(a), priceA, 0);
        _addToken(solution, address(b), priceB, 0);
        _addTrade(solution, key, intent, executed, fee);
    }

    function _addToken(Solution memory solution, address token, uint256 price, uint256 cover) internal pure {
        Priced[] memory longer = new Priced[](solution.tokens.length + 1);
        for (uint256 i = 0; i < solution.tokens.length; ++i) {
            longer[i] = solution.tokens[i];
        }
        longer[solution.tokens.length] = Priced(token, uint128(price), uint128(cover));
        solution.tokens = longer;
    }

    function _addSeries(Solution memory solution, uint64 series) internal pure {
        uint64[] memory longer = new uint64[](solution.series.length + 1);
        for (uint256 i = 0; i < solution.series.length; ++i) {
            longer[i] = solution.series[i];
        }
        longer[solution.series.length] = series;
        solution.series = longer;
    }

    function _trade(Solution memory solution, Intent memory intent, uint256 executed, uint256 fee)
        internal
        view
        returns (Trade memory trade)
    {
        trade.intent = intent;
        trade.executed = uint128(executed);
        trade.fee = uint128(fee);
        trade.sellIndex = _indexOf(solution.tokens, intent.sellToken);
        trade.buyIndex = _indexOf(solution.tokens, intent.buyToken == Pack.ETHER ? address(weth) : intent.buyToken);
    }

    function _addTrade(Solution memory solution, uint256 key, Intent memory intent, uint256 executed, uint256 fee)
        internal
        view
    {
        Trade memory trade = _trade(solution, intent, executed, fee);
        trade.signature = _sign(key, _hash(intent));
        _push(solution, trade);
    }

    function _push(Solution memory solution, Trade memory trade) internal pure {
        Trade[] memory longer = new Trade[](solution.trades.length + 1);
        for (uint256 i = 0; i < solution.trades.length; ++i) {
            longer[i] = solution.trades[i];
        }
        longer[solution.trades.length] = trade;
        solution.trades = longer;
    }

    function _addCall(Solution memory solution, address target, bytes memory data) internal pure {
        Call[] memory longer = new Call[](solution.calls.length + 1);
        for (uint256 i = 0; i < solution.calls.length; ++i) {
            longer[i] = solution.calls[i];
        }
        longer[solution.calls.length] = Call({target: target, data: data});
        solution.calls = longer;
    }

    /// @dev The two interactions of a swap on the market.
    function _addSwap(Solution memory solution, PlainToken sell, uint256 amountIn, PlainToken buy, uint256 amountOut)
        internal
        view
    {
        _addCall(solution, address(sell), abi.encodeCall(IERC20.approve, (address(market), amountIn)));
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (sell, amountIn, buy, amountOut)));
    }

    // Awards and bundles

    /// @dev An award for a new auction.
    function _award(Solution memory solution) internal returns (Award memory) {
        return Award({
            auctionId: ++auctions,
            batchRoot: keccak256("batch"),
            solver: solver,
            solutionHash: keccak256(Pack.solution(solution)),
            lastBlock: uint64(block.number + 3),
            transcriptHash: keccak256("transcript")
        });
    }

    function _awardHash(Award memory award) internal view returns (bytes32) {
        return Digests.award(_domain(), award);
    }

    function _signAward(Award memory award) internal view returns (bytes memory) {
        return _sign(AUCTIONEER_KEY, _awardHash(award));
    }

    /// @dev The solver's consent to cover.
    function _consent(Award memory award) internal view returns (bytes memory) {
        return _sign(SOLVER_KEY, Digests.cover(_domain(), _awardHash(award)));
    }

    function _bundle(Award memory award, Solution memory solution) internal view returns (bytes memory) {
        return Pack.bundle(award, _signAward(award), "", Pack.solution(solution));
    }

    function _consentedBundle(Award memory award, Solution memory solution) internal view returns (bytes memory) {
        return Pack.bundle(award, _signAward(award), _consent(award), Pack.solution(solution));
    }

    /// @dev Settles with a fresh award and checks that nothing stays behind.
    function _settle(Solution memory solution) internal {
        settlement.settle(_bundle(_award(solution), solution));
        _assertNothingKept(solution);
    }

    /// @dev The same with the solver's consent.
    function _settleConsented(Solution memory solution) internal {
        settlement.settle(_consentedBundle(_award(solution), solution));
        _assertNothingKept(solution);
    }

    /// @dev Settles with a fresh award, expecting exactly this revert data.
    function _settleFails(Solution memory solution, bytes memory reason) internal {
        _fails(_bundle(_award(solution), solution), reason);
    }

    function _settleConsentedFails(Solution memory solution, bytes memory reason) internal {
        _fails(_consentedBundle(_award(solution), solution), reason);
    }

    function _fails(bytes memory bundle, bytes memory reason) internal {
        vm.expectRevert(reason);
        settlement.settle(bundle);
    }

    /// @dev Settles with a fresh award, whatever comes of it.
    function _try(Solution memory solution) internal returns (bool success, bytes memory answer) {
        bytes memory bundle = _bundle(_award(solution), solution);
        (success, answer) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
    }

    /// @dev Gives Settlement wrapped ether of carol's, as a solver might in advance.
    function _donateWeth(uint256 amount) internal {
        vm.prank(carol);
        weth.transfer(address(settlement), amount);
    }

    /// @dev The error that names one intent.
    function _error(bytes4 selector, Intent memory intent) internal view returns (bytes memory) {
        return abi.encodeWithSelector(selector, _hash(intent));
    }

    function _assertNothingKept(Solution memory solution) internal view {
        address trampoline = settlement.trampoline();
        for (uint256 i = 0; i < solution.tokens.length; ++i) {
            IERC20 token = IERC20(solution.tokens[i].token);
            vm.assertEq(token.balanceOf(address(settlement)), 0, "settlement keeps tokens");
            vm.assertEq(token.balanceOf(hub), 0, "hub keeps tokens");
            vm.assertEq(token.balanceOf(trampoline), 0, "trampoline keeps tokens");
        }
        vm.assertEq(address(settlement).balance, 0, "settlement keeps ether");
    }

    function _indexOf(Priced[] memory tokens, address token) internal pure returns (uint256) {
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (tokens[i].token == token) return i;
        }
        return 0;
    }
}
