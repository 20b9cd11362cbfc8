// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Actor} from "./support/Actors.sol";
import {Digests} from "./support/Digests.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Award, Intent, Solution} from "./support/Terms.sol";
import {NotifyingToken, PlainToken} from "./support/Tokens.sol";
import {KeyWallet} from "./support/Wallets.sol";

/// @notice Prices that move between auction and block: what is missing comes from the solver, up to the award's cap.
contract CoverTest is SettlementFixture {
    uint256 private constant OWN = 1_000_000;

    bytes private constant NO_CONSENT = abi.encodeWithSelector(ISettlement.NoConsent.selector);

    function setUp() public virtual override {
        super.setUp();
        PlainToken[3] memory tokens = [a, b, c];
        for (uint256 i = 0; i < tokens.length; ++i) {
            tokens[i].mint(solver, OWN);
            _approve(solver, address(tokens[i]), type(uint256).max);
        }
        vm.deal(solver, OWN);
        vm.prank(solver);
        weth.deposit{value: OWN}();
        _approve(solver, address(weth), type(uint256).max);
    }

    /// @dev Alice sells 1,000 a for 2,000 b, of which the market gives less; the solver covers up to `cover` b.
    function _short(uint256 given, uint256 cover) private view returns (Solution memory solution) {
        solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        solution.tokens[1].cover = uint128(cover);
        _addSwap(solution, a, 1_000, b, given);
    }

    function _exceeded(address token, uint256 missing) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISettlement.CoverExceeded.selector, token, missing);
    }

    function test_exactlyAtTheCap() public {
        _settleConsented(_short(1_900, 100));
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "exactly what was awarded");
        vm.assertEq(b.balanceOf(solver), OWN - 100, "covered");
        vm.assertEq(a.balanceOf(solver), OWN, "only what was missing");
    }

    function test_oneWeiMore() public {
        _settleConsentedFails(_short(1_899, 100), _exceeded(address(b), 101));
        vm.assertEq(b.balanceOf(solver), OWN, "untouched");
    }

    function test_noCapAtAll() public {
        _settleConsentedFails(_short(1_999, 0), _exceeded(address(b), 1));
        _settleConsented(_short(2_000, 0));
    }

    function test_notNeededIsNotTaken() public {
        _settleConsented(_short(2_000, 100));
        vm.assertEq(b.balanceOf(solver), OWN, "untouched");
    }

    function test_excessGoesToTheSolver() public {
        _settleConsented(_short(2_050, 100));
        vm.assertEq(b.balanceOf(solver), OWN + 50, "favourable movement");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "exactly what was awarded");
    }

    function test_excessOfOneTokenDoesNotPayForAnother() public {
        Solution memory solution = _short(1_950, 100);
        delete solution.calls;
        _addSwap(solution, a, 900, b, 1_950);
        _settleConsented(solution);
        vm.assertEq(b.balanceOf(solver), OWN - 50, "covered");
        vm.assertEq(a.balanceOf(solver), OWN + 100, "excess");
    }

    function test_coversTheFee() public {
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 950, 50, 2, 1);
        solution.tokens[0].cover = 20;
        _addSwap(solution, a, 970, b, 1_900);
        _settleConsented(solution);
        vm.assertEq(a.balanceOf(vault), 50, "fee in full");
        vm.assertEq(a.balanceOf(solver), OWN - 20, "covered");
    }

    function test_severalTokens() public {
        Solution memory solution = _short(1_900, 100);
        Intent memory second = _intent(bob, b, 1_000, a, 500);
        _addTrade(solution, BOB_KEY, second, 1_000, 0);
        // 1,000 b came in, of which nothing was needed; 500 a are missing, 200 b too few came for alice.
        solution.tokens[0].cover = 500;
        solution.tokens[1].cover = 0;
        _settleConsented(solution);
        vm.assertEq(a.balanceOf(solver), OWN - 500, "covered");
        vm.assertEq(b.balanceOf(solver), OWN + 900, "excess");
    }

    // Consent

    function test_noConsent() public {
        _settleFails(_short(1_900, 100), NO_CONSENT);
        vm.assertEq(b.balanceOf(solver), OWN, "untouched");
    }

    function test_capBeforeConsent() public {
        _settleFails(_short(1_899, 100), _exceeded(address(b), 101));
    }

    function test_sendingIsConsent() public {
        Solution memory solution = _short(1_900, 100);
        bytes memory bundle = _bundle(_award(solution), solution);
        vm.prank(bob);
        vm.expectRevert(NO_CONSENT);
        settlement.settle(bundle);
        vm.prank(solver);
        settlement.settle(bundle);
        vm.assertEq(b.balanceOf(solver), OWN - 100, "covered");
    }

    function _consentedWith(Award memory award, Solution memory solution, bytes memory consent)
        private
        view
        returns (bytes memory)
    {
        return Pack.bundle(award, _signAward(award), consent, Pack.solution(solution));
    }

    function test_consentIsForOneAward() public {
        Solution memory solution = _short(1_900, 100);
        Award memory award = _award(solution);
        bytes memory consent = _consent(award);
        Solution memory other = _short(1_901, 100);
        Award memory otherAward = _award(other);
        _fails(_consentedWith(otherAward, other, consent), NO_CONSENT);
        // Nor the award's digest itself, nor one for another contract or chain.
        _fails(_consentedWith(award, solution, _sign(SOLVER_KEY, _awardHash(award))), NO_CONSENT);
        bytes32 domain = Digests.domain(address(this), block.chainid);
        _fails(_consentedWith(award, solution, _sign(SOLVER_KEY, Digests.cover(domain, _awardHash(award)))), NO_CONSENT);
        settlement.settle(_consentedWith(award, solution, consent));
    }

    function test_consentOfAnother() public {
        Solution memory solution = _short(1_900, 100);
        Award memory award = _award(solution);
        bytes32 digest = Digests.cover(_domain(), _awardHash(award));
        _fails(_consentedWith(award, solution, _sign(BOB_KEY, digest)), NO_CONSENT);
        _fails(_consentedWith(award, solution, _sign(AUCTIONEER_KEY, digest)), NO_CONSENT);
        _fails(_consentedWith(award, solution, "nonsense"), NO_CONSENT);
        settlement.settle(_consentedWith(award, solution, _sign65(SOLVER_KEY, digest)));
    }

    function test_contractSolver() public {
        KeyWallet wallet = new KeyWallet(bob);
        b.mint(address(wallet), OWN);
        _approve(address(wallet), address(b), type(uint256).max);
        Solution memory solution = _short(1_900, 100);
        Award memory award = _award(solution);
        award.solver = address(wallet);
        bytes32 digest = Digests.cover(_domain(), _awardHash(award));
        _fails(_consentedWith(award, solution, _sign65(CAROL_KEY, digest)), NO_CONSENT);
        settlement.settle(_consentedWith(award, solution, _sign65(BOB_KEY, digest)));
        vm.assertEq(b.balanceOf(address(wallet)), OWN - 100, "covered");
    }

    /// @dev A consent costs nothing if nothing is missing: it lets nobody take more than what is missing.
    function test_consentAloneMovesNothing() public {
        Solution memory empty;
        _addToken(empty, address(b), 1, type(uint128).max);
        _settleConsented(empty);
        vm.assertEq(b.balanceOf(solver), OWN, "untouched");
    }

    function test_solverWithoutAllowance() public {
        _approve(solver, address(b), 99);
        _settleConsentedFails(
            _short(1_900, 100), abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, hub, 99, 100)
        );
    }

    function test_solverWithoutBalance() public {
        vm.prank(solver);
        b.transfer(bob, OWN - 99);
        _settleConsentedFails(
            _short(1_900, 100), abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, solver, 99, 100)
        );
    }

    function test_coversEther() public {
        Intent memory intent = _intent(alice, a, 1_000, PlainToken(Pack.ETHER), 500);
        Solution memory solution;
        _addToken(solution, address(a), 1, 0);
        _addToken(solution, address(weth), 2, 30);
        _addTrade(solution, ALICE_KEY, intent, 1_000, 0);
        _addSwap(solution, a, 1_000, PlainToken(address(weth)), 470);
        _settleConsented(solution);
        vm.assertEq(alice.balance, 500, "ether");
        vm.assertEq(weth.balanceOf(solver), OWN - 30, "covered");
    }

    /// @dev Users' allowances to the same hub are no cover.
    function test_onlyTheSolverCovers() public {
        Solution memory solution = _short(1_900, 100);
        Award memory award = _award(solution);
        award.solver = bob;
        _fails(Pack.bundle(award, _signAward(award), _consent(award), Pack.solution(solution)), NO_CONSENT);
        vm.assertEq(b.balanceOf(bob), WEALTH, "untouched");
    }

    /// @dev Alice's token lets a thief act in the middle of a settlement, to whom somebody's interaction has once left an approval.
    function _robbed(uint256 stolen, uint256 cover) private returns (Solution memory solution) {
        Solution memory former;
        _addToken(former, address(b), 1, 0);
        Actor thief = new Actor();
        _addCall(former, address(b), abi.encodeCall(IERC20.approve, (address(thief), type(uint256).max)));
        _settle(former);
        NotifyingToken token = NotifyingToken(_place(0xAA01, address(new NotifyingToken())));
        _endow(address(token));
        a = token;
        token.register(alice, address(thief));
        thief.arm(address(b), abi.encodeCall(IERC20.transferFrom, (address(settlement), address(thief), stolen)));
        solution = _solution(BOB_KEY, _intent(bob, b, 2_000, a, 1_000), 2_000, 0, 2, 1);
        _addTrade(solution, ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0);
        solution.tokens[1].cover = uint128(cover);
    }

    /// @dev Such a thief never costs an owner anything, and a solver no more than the cap it consented to.
    function test_thiefWithAnApprovalLeftBehind() public {
        _settleConsentedFails(_robbed(500, 499), _exceeded(address(b), 500));
        Solution memory solution = _robbed(500, 500);
        uint256 before = a.balanceOf(bob);
        _settleConsented(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "alice");
        vm.assertEq(a.balanceOf(bob), before + 1_000, "bob");
        vm.assertEq(b.balanceOf(solver), OWN - 500, "the cap");
    }

    function testFuzz_neverAboveTheCap(uint64 given, uint64 cover) public {
        uint256 market_ = _bound(given, 1_000, 3_000);
        uint256 cap = _bound(cover, 0, 1_000);
        Solution memory solution = _short(market_, cap);
        uint256 missing = market_ < 2_000 ? 2_000 - market_ : 0;
        if (missing > cap) {
            _settleConsentedFails(solution, _exceeded(address(b), missing));
            return;
        }
        _settleConsented(solution);
        vm.assertEq(b.balanceOf(solver) + 2_000, OWN + market_, "the difference, whichever way");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "exactly what was awarded");
    }
}
