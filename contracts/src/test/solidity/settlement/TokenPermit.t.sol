// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Intent, Solution, TokenPermit} from "./support/Terms.sol";
import {HookToken, PermitToken, PlainToken} from "./support/Tokens.sol";

/// @notice Allowances signed along with an intent (EIP-2612).
contract TokenPermitTest is SettlementFixture {
    bytes32 private constant PERMIT_TYPE =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");

    PermitToken private token;

    function setUp() public override {
        super.setUp();
        token = new PermitToken();
        // Not placed at a chosen address: its domain is part of its code. The order of the tokens follows from it.
        token.mint(alice, 10_000);
        a = PlainToken(address(token));
    }

    function _permit(uint256 key, address owner, uint256 value, uint256 deadline)
        private
        view
        returns (TokenPermit memory)
    {
        bytes32 structHash = keccak256(abi.encode(PERMIT_TYPE, owner, hub, value, token.nonces(owner), deadline));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return TokenPermit(value, deadline, r, bytes32(uint256(s) | uint256(v - 27) << 255));
    }

    function _present(TokenPermit memory permit) private {
        uint256 vs = uint256(permit.vs);
        uint8 v = uint8(vs >> 255) + 27;
        bytes32 s = bytes32(vs & (type(uint256).max >> 1));
        token.permit(alice, hub, permit.value, permit.deadline, v, permit.r, s);
    }

    /// @dev Alice sells 1,000 of the permit token for 2,000 b that the solver has put there.
    function _sale(TokenPermit memory permit) private returns (Solution memory solution) {
        bool first = address(token) < address(b);
        _addToken(solution, first ? address(token) : address(b), first ? 2 : 1, 0);
        _addToken(solution, first ? address(b) : address(token), first ? 1 : 2, 0);
        _addTrade(solution, ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0);
        solution.trades[0].permit = permit;
        b.mint(address(settlement), 2_000);
    }

    function _unallowed() private view returns (bytes memory) {
        return abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, hub, 0, 1_000);
    }

    function test_allowsAndPulls() public {
        _settle(_sale(_permit(ALICE_KEY, alice, 1_500, NOW + 60)));
        vm.assertEq(token.balanceOf(alice), 9_000, "paid");
        vm.assertEq(token.allowance(alice, hub), 500, "what is left of it");
        vm.assertEq(token.nonces(alice), 1, "used");
    }

    function test_withoutItNothingMoves() public {
        TokenPermit memory none;
        _settleFails(_sale(none), _unallowed());
    }

    function test_presentedBySomebodyElseBefore() public {
        TokenPermit memory permit = _permit(ALICE_KEY, alice, 1_500, NOW + 60);
        Solution memory solution = _sale(permit);
        _present(permit);
        _settle(solution);
        vm.assertEq(token.balanceOf(alice), 9_000, "paid");
    }

    function test_uselessPermits() public {
        Solution memory solution = _sale(_permit(ALICE_KEY, alice, 1_500, NOW - 1));
        _settleFails(solution, _unallowed());
        solution.trades[0].permit = _permit(BOB_KEY, alice, 1_500, NOW + 60);
        _settleFails(solution, _unallowed());
        // Only the owner's own permit is presented, whoever signed another.
        solution.trades[0].permit = _permit(BOB_KEY, bob, 1_500, NOW + 60);
        _settleFails(solution, _unallowed());
        solution.trades[0].permit = _permit(ALICE_KEY, alice, 999, NOW + 60);
        _settleFails(
            solution, abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, hub, 999, 1_000)
        );
        solution.trades[0].permit = _permit(ALICE_KEY, alice, 1_000, NOW);
        _settle(solution);
    }

    function test_tokenWithoutPermits() public {
        a = PlainToken(address(0xAA00));
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        solution.trades[0].permit = TokenPermit(1, NOW, bytes32(uint256(1)), bytes32(uint256(2)));
        _addSwap(solution, a, 1_000, b, 2_000);
        _settle(solution);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "by the allowance there was");
    }

    /// @dev A token whose permit burns all gas it gets cannot sink a batch.
    function test_permitThatBurnsGas() public {
        HookToken hook = HookToken(_place(0xAA01, address(new HookToken())));
        _endow(address(hook));
        a = hook;
        // An invalid opcode burns all that the permit is given.
        vm.etch(address(0xB0), hex"fe");
        hook.arm(HookToken.permit.selector, address(0xB0), "");
        Solution memory solution = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        solution.trades[0].permit = TokenPermit(1, NOW, bytes32(uint256(1)), bytes32(uint256(2)));
        _addSwap(solution, a, 1_000, b, 2_000);
        uint256 before = gasleft();
        _settle(solution);
        vm.assertLe(before - gasleft(), 1_500_000, "bounded");
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "received");
    }

    function test_onePermitForTwoIntents() public {
        // Two intents, one permit large enough for both: the second needs none.
        Solution memory solution = _sale(_permit(ALICE_KEY, alice, 2_000, NOW + 60));
        Intent memory second = _intent(alice, a, 1_000, b, 2_000);
        second.nonce += 1;
        _addTrade(solution, ALICE_KEY, second, 1_000, 0);
        b.mint(address(settlement), 2_000);
        _settle(solution);
        vm.assertEq(token.balanceOf(alice), 8_000, "both");
    }
}
