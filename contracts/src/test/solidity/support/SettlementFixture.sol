// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {AllowanceHub} from "../../../main/solidity/AllowanceHub.sol";
import {Intent, Side} from "../../../main/solidity/Intents.sol";
import {Settlement} from "../../../main/solidity/Settlement.sol";
import {Award, Interaction, Trade} from "../../../main/solidity/Solutions.sol";
import {Market} from "./Market.sol";
import {TestBase} from "./TestBase.sol";
import {PlainToken} from "./Tokens.sol";

/// @notice Everything a solver chooses.
struct Solution {
    address[] tokens;
    uint256[] prices;
    Trade[] trades;
    Interaction[] interactions;
}

/// @notice A settlement with three owners, tokens in ascending order and a market that holds all of them.
abstract contract SettlementFixture is TestBase {
    uint256 internal constant AUCTIONEER_KEY = 0xA0C7;
    uint256 internal constant ALICE_KEY = 0xA11CE;
    uint256 internal constant BOB_KEY = 0xB0B;
    uint256 internal constant CAROL_KEY = 0xCA401;
    uint256 internal constant NOW = 1_800_000_000;
    uint256 internal constant WEALTH = 1e36;

    address internal immutable admin = address(0xAD);
    address internal immutable vault = address(0xFEE5);
    address internal immutable solver = address(0x501);
    address internal immutable alice = vm.addr(ALICE_KEY);
    address internal immutable bob = vm.addr(BOB_KEY);
    address internal immutable carol = vm.addr(CAROL_KEY);

    Settlement internal settlement;
    AllowanceHub internal hub;
    Market internal market;
    PlainToken internal a;
    PlainToken internal b;
    PlainToken internal c;
    uint256 private auctions;

    function setUp() public virtual {
        vm.warp(NOW);
        vm.roll(1_000);
        settlement = new Settlement(admin, vm.addr(AUCTIONEER_KEY), vault);
        hub = settlement.hub();
        market = new Market();
        // Fixed addresses, so that the order is the alphabet's.
        a = PlainToken(_place(0xAA00, address(new PlainToken())));
        b = PlainToken(_place(0xBB00, address(new PlainToken())));
        c = PlainToken(_place(0xCC00, address(new PlainToken())));
        _endow(address(a));
        _endow(address(b));
        _endow(address(c));
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
            vm.prank(rich[i]);
            // Through a raw call, because some test tokens answer nothing.
            (bool success,) = token.call(abi.encodeCall(IERC20.approve, (address(hub), type(uint256).max)));
            vm.assertTrue(success, "approve");
        }
    }

    function _intent(address owner, PlainToken sell, uint256 sellAmount, PlainToken buy, uint256 buyAmount)
        internal
        pure
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
            validFrom: uint32(NOW),
            validTo: uint32(NOW + 60),
            nonce: 0x0107,
            appData: bytes32(0)
        });
    }

    function _sign(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev A solution over the tokens a and b with one trade.
    function _solution(uint256 key, Intent memory intent, uint256 executed, uint256 fee, uint256 priceA, uint256 priceB)
        internal
        view
        returns (Solution memory solution)
    {
        solution.tokens = new address[](2);
        (solution.tokens[0], solution.tokens[1]) = (address(a), address(b));
        solution.prices = new uint256[](2);
        (solution.prices[0], solution.prices[1]) = (priceA, priceB);
        _addTrade(solution, key, intent, executed, fee);
    }

    function _addTrade(Solution memory solution, uint256 key, Intent memory intent, uint256 executed, uint256 fee)
        internal
        view
    {
        Trade[] memory longer = new Trade[](solution.trades.length + 1);
        for (uint256 i = 0; i < solution.trades.length; ++i) {
            longer[i] = solution.trades[i];
        }
        longer[solution.trades.length] = Trade({
            intent: intent,
            signature: _sign(key, settlement.intentHash(intent)),
            sellTokenIndex: _indexOf(solution.tokens, intent.sellToken),
            buyTokenIndex: _indexOf(solution.tokens, intent.buyToken),
            executedAmount: uint128(executed),
            fee: uint128(fee)
        });
        solution.trades = longer;
    }

    function _addCall(Solution memory solution, address target, bytes memory callData) internal pure {
        Interaction[] memory longer = new Interaction[](solution.interactions.length + 1);
        for (uint256 i = 0; i < solution.interactions.length; ++i) {
            longer[i] = solution.interactions[i];
        }
        longer[solution.interactions.length] = Interaction({target: target, callData: callData});
        solution.interactions = longer;
    }

    /// @dev The two interactions of a swap on the market.
    function _addSwap(Solution memory solution, PlainToken sell, uint256 amountIn, PlainToken buy, uint256 amountOut)
        internal
        view
    {
        _addCall(solution, address(sell), abi.encodeCall(IERC20.approve, (address(market), amountIn)));
        _addCall(solution, address(market), abi.encodeCall(Market.swap, (sell, amountIn, buy, amountOut)));
    }

    /// @dev An award for a new auction.
    function _award(Solution memory solution) internal returns (Award memory) {
        return Award({
            auctionId: ++auctions,
            batchRoot: keccak256("batch"),
            solver: solver,
            solutionHash: settlement.solutionHash(
                solution.tokens, solution.prices, solution.trades, solution.interactions
            ),
            lastBlock: uint64(block.number + 3),
            transcriptHash: keccak256("transcript")
        });
    }

    function _signAward(Award memory award) internal view returns (bytes memory) {
        return _sign(AUCTIONEER_KEY, settlement.awardHash(award));
    }

    function _settleCall(Award memory award, bytes memory signature, Solution memory solution)
        internal
        pure
        returns (bytes memory)
    {
        return abi.encodeCall(
            Settlement.settle,
            (award, signature, solution.tokens, solution.prices, solution.trades, solution.interactions)
        );
    }

    function _settle(Award memory award, bytes memory signature, Solution memory solution) internal {
        settlement.settle(award, signature, solution.tokens, solution.prices, solution.trades, solution.interactions);
    }

    /// @dev Settles with a fresh award and checks that nothing stays behind.
    function _settle(Solution memory solution) internal {
        Award memory award = _award(solution);
        _settle(award, _signAward(award), solution);
        _assertNothingKept(solution.tokens);
    }

    /// @dev Settles with a fresh award, expecting exactly this revert data.
    function _settleFails(Solution memory solution, bytes memory reason) internal {
        Award memory award = _award(solution);
        bytes memory signature = _signAward(award);
        vm.expectRevert(reason);
        _settle(award, signature, solution);
    }

    /// @dev The error that names one intent.
    function _error(bytes4 selector, Intent memory intent) internal view returns (bytes memory) {
        return abi.encodeWithSelector(selector, settlement.intentHash(intent));
    }

    function _assertNothingKept(address[] memory tokens) internal view {
        for (uint256 i = 0; i < tokens.length; ++i) {
            vm.assertEq(IERC20(tokens[i]).balanceOf(address(settlement)), 0, "settlement keeps tokens");
            vm.assertEq(IERC20(tokens[i]).balanceOf(address(hub)), 0, "hub keeps tokens");
        }
    }

    function _indexOf(address[] memory tokens, address token) private pure returns (uint256) {
        for (uint256 i = 0; i < tokens.length; ++i) {
            if (tokens[i] == token) return i;
        }
        return 0;
    }
}
