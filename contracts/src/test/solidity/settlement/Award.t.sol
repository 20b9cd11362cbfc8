// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Digests} from "./support/Digests.sol";
import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {SettlementFixture} from "./support/SettlementFixture.sol";
import {Award, Solution} from "./support/Terms.sol";

/// @notice Who may settle what, and how often.
contract AwardTest is SettlementFixture {
    // Order of the secp256k1 group.
    uint256 private constant GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    // As in the artifact's storage layout.
    uint256 private constant AUCTIONEER_SLOT = 2;

    bytes private constant WRONG_AUCTIONEER = abi.encodeWithSelector(ISettlement.WrongAuctioneer.selector);

    bytes private solution;
    Award private award;

    function setUp() public virtual override {
        super.setUp();
        Solution memory made = _swap();
        solution = Pack.solution(made);
        award = _award(made);
    }

    /// @dev Alice sells 1,000 a for 2,000 b.
    function _swap() private view returns (Solution memory made) {
        made = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 2_000), 1_000, 0, 2, 1);
        _addSwap(made, a, 1_000, b, 2_000);
    }

    function _send(Award memory used, bytes memory signature) private {
        settlement.settle(Pack.bundle(used, signature, "", solution));
    }

    function _sendFails(Award memory used, bytes memory signature, bytes memory reason) private {
        _fails(Pack.bundle(used, signature, "", solution), reason);
    }

    function test_anybodySettles() public {
        bytes memory bundle = Pack.bundle(award, _signAward(award), "", solution);
        vm.expectEmit(address(settlement));
        emit ISettlement.Settled(award.auctionId, solver, award.transcriptHash);
        vm.prank(address(0xBEEF));
        settlement.settle(bundle);
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "paid");
        vm.assertEq(settlement.auctionState(award.auctionId), 1, "executed");
    }

    function test_lastBlockIsIncluded() public {
        bytes memory signature = _signAward(award);
        vm.roll(award.lastBlock);
        _send(award, signature);
    }

    function test_expiredAward() public {
        bytes memory signature = _signAward(award);
        vm.roll(award.lastBlock + 1);
        _sendFails(award, signature, abi.encodeWithSelector(ISettlement.AwardExpired.selector, award.lastBlock));
    }

    function test_awardExecutesOnce() public {
        bytes memory signature = _signAward(award);
        _send(award, signature);
        _sendFails(award, signature, abi.encodeWithSelector(ISettlement.AwardUsed.selector, award.auctionId));
    }

    function test_auctionExecutesOnceEvenWithAnotherAward() public {
        _send(award, _signAward(award));
        Solution memory empty;
        Award memory second = award;
        second.solutionHash = keccak256(Pack.solution(empty));
        _fails(_bundle(second, empty), abi.encodeWithSelector(ISettlement.AwardUsed.selector, second.auctionId));
    }

    function test_refusedAwardIsNotUsed() public {
        _sendFails(award, _sign(ALICE_KEY, _awardHash(award)), WRONG_AUCTIONEER);
        vm.assertEq(settlement.auctionState(award.auctionId), 0, "open");
        _send(award, _signAward(award));
    }

    function _altered(Solution memory other) private {
        _fails(Pack.bundle(award, _signAward(award), "", Pack.solution(other)), WRONG_AUCTIONEER);
    }

    function test_alteredPrice() public {
        Solution memory other = _swap();
        other.tokens[0].price += 1;
        _altered(other);
    }

    function test_alteredCover() public {
        Solution memory other = _swap();
        other.tokens[0].cover = 1;
        _altered(other);
    }

    function test_alteredTokens() public {
        Solution memory other = _swap();
        _addToken(other, address(c), 1, 0);
        _altered(other);
    }

    function test_alteredTrade() public {
        // What the solver takes from the owner is awarded, not only what the owner allows.
        Solution memory other = _solution(ALICE_KEY, _intent(alice, a, 1_000, b, 1_900), 1_000, 0, 2, 1);
        _addSwap(other, a, 1_000, b, 2_000);
        award.solutionHash = keccak256(Pack.solution(other));
        other.trades[0].executed -= 1;
        other.trades[0].fee = 1;
        _altered(other);
    }

    function test_alteredSignatureOfATrade() public {
        Solution memory other = _swap();
        other.trades[0].signature = _sign65(ALICE_KEY, _hash(other.trades[0].intent));
        _altered(other);
    }

    function test_alteredInteraction() public {
        Solution memory other = _swap();
        other.calls[1].data[67] ^= 0x01;
        _altered(other);
    }

    function test_addedInteraction() public {
        Solution memory other = _swap();
        _addCall(other, address(market), "");
        _altered(other);
    }

    function test_removedInteraction() public {
        Solution memory other = _swap();
        delete other.calls;
        // Even if nothing is missing without it.
        b.mint(address(settlement), 2_000);
        _altered(other);
    }

    function test_addedSeries() public {
        Solution memory other = _swap();
        _addSeries(other, 7);
        _altered(other);
    }

    /// @dev Every bit of the solution is under the award: turning one over never executes.
    function testFuzz_anyOtherSolution(uint256 place, uint8 bit) public {
        bytes memory bundle = Pack.bundle(award, _signAward(award), "", solution);
        uint256 position = bundle.length - solution.length + place % solution.length;
        bundle[position] ^= bytes1(uint8(1 << (bit % 8)));
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
        vm.assertTrue(!success, "executed something else");
    }

    function test_everyAwardFieldIsSigned() public {
        bytes memory signature = _signAward(award);
        Award memory altered = award;
        altered.auctionId += 1;
        _sendFails(altered, signature, WRONG_AUCTIONEER);
        altered.auctionId -= 1;
        altered.batchRoot = bytes32(0);
        _sendFails(altered, signature, WRONG_AUCTIONEER);
        altered.batchRoot = award.batchRoot;
        altered.solver = address(0xBAD);
        _sendFails(altered, signature, WRONG_AUCTIONEER);
        altered.solver = award.solver;
        altered.lastBlock += 1;
        _sendFails(altered, signature, WRONG_AUCTIONEER);
        altered.lastBlock -= 1;
        altered.transcriptHash = bytes32(0);
        _sendFails(altered, signature, WRONG_AUCTIONEER);
        altered.transcriptHash = award.transcriptHash;
        // The unaltered one is fine.
        _send(altered, signature);
    }

    function test_wrongSigner() public {
        _sendFails(award, _sign(ALICE_KEY, _awardHash(award)), WRONG_AUCTIONEER);
    }

    function test_replacedAuctioneer() public {
        bytes memory signature = _signAward(award);
        vm.prank(admin);
        settlement.setAuctioneer(bob);
        _sendFails(award, signature, WRONG_AUCTIONEER);
        _send(award, _sign(BOB_KEY, _awardHash(award)));
    }

    /// @dev A key set once more starts with an empty window; what its awards filled stays filled all the same.
    function test_auctioneerSetAgainFillsNothingTwice() public {
        _send(award, _signAward(award));
        vm.prank(admin);
        settlement.setAuctioneer(bob);
        vm.prank(admin);
        settlement.setAuctioneer(auctioneer);
        _sendFails(award, _signAward(award), _error(ISettlement.NonceUsed.selector, _swap().trades[0].intent));
    }

    /// @dev The node simulates with its own auctioneer written to the slot that the artifact names.
    function test_auctioneerOwnsTheLowBitsOfItsSlot() public {
        _send(award, _signAward(award));
        uint256 stored = uint256(vm.load(address(settlement), bytes32(AUCTIONEER_SLOT)));
        vm.assertEq(address(uint160(stored)), auctioneer, "low 160 bits");
        vm.assertEq(uint256(uint48(stored >> 160)), award.auctionId, "newest auction above them");
        vm.store(address(settlement), bytes32(AUCTIONEER_SLOT), bytes32(uint256(uint160(bob))));
        vm.assertEq(settlement.auctioneer(), bob, "replaced");
        vm.assertEq(settlement.owner(), admin, "nothing else");
    }

    function test_zeroAuctioneerStopsSettlements() public {
        bytes memory signature = _signAward(award);
        vm.prank(admin);
        settlement.setAuctioneer(address(0));
        _sendFails(award, signature, WRONG_AUCTIONEER);
        // ecrecover answers zero to a signature that is none.
        _sendFails(award, abi.encodePacked(bytes32(type(uint256).max), bytes32(uint256(1))), WRONG_AUCTIONEER);
        _sendFails(award, new bytes(64), WRONG_AUCTIONEER);
    }

    function test_awardOfAnotherChain() public {
        bytes memory signature = _signAward(award);
        vm.chainId(4242);
        // The intent's signature is of the other chain as well and is judged first.
        _sendFails(award, signature, _error(ISettlement.WrongSigner.selector, _swap().trades[0].intent));
        Solution memory empty;
        Award memory other = _award(empty);
        vm.chainId(4243);
        bytes memory bundle = Pack.bundle(other, _signAward(other), "", Pack.solution(empty));
        vm.chainId(4242);
        _fails(bundle, WRONG_AUCTIONEER);
    }

    function test_awardOfAnotherSettlement() public {
        bytes32 domain = Digests.domain(_deploy(), block.chainid);
        _sendFails(award, _sign(AUCTIONEER_KEY, Digests.award(domain, award)), WRONG_AUCTIONEER);
    }

    function test_highS() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(AUCTIONEER_KEY, _awardHash(award));
        uint256 highS = GROUP_ORDER - uint256(s);
        uint8 otherV = v == 27 ? 28 : 27;
        // The precompile accepts the twin; 64 bytes cannot say it, because the highest bit of s is the parity.
        vm.assertEq(ecrecover(_awardHash(award), otherV, r, bytes32(highS)), auctioneer, "twin is valid");
        _sendFails(award, abi.encodePacked(r, highS | uint256(otherV - 27) << 255), WRONG_AUCTIONEER);
    }

    function test_wrongParity() public {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(AUCTIONEER_KEY, _awardHash(award));
        _sendFails(award, abi.encodePacked(r, uint256(s) | uint256(28 - v) << 255), WRONG_AUCTIONEER);
    }

    function test_consentNotNeededIsNotJudged() public {
        // The empty text and a senseless one are the same to a settlement that owes nothing.
        settlement.settle(Pack.bundle(award, _signAward(award), "senseless", solution));
        vm.assertEq(b.balanceOf(alice), WEALTH + 2_000, "paid");
    }

    function test_emptySettlement() public {
        Solution memory empty;
        _settle(empty);
    }
}
