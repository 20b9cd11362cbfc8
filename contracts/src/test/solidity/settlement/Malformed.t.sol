// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {ISettlement} from "./support/ISettlement.sol";
import {Pack} from "./support/Pack.sol";
import {RichFixture} from "./support/RichFixture.sol";
import {Award, Intent, Solution, Trade} from "./support/Terms.sol";

/// @notice Bundles that are not what the layout says.
contract MalformedTest is RichFixture {
    bytes private constant MALFORMED = abi.encodeWithSelector(ISettlement.Malformed.selector);

    function _richBundle() private returns (bytes memory) {
        Solution memory solution = _rich();
        return _consentedBundle(_award(solution), solution);
    }

    function _send(bytes memory bundle) private returns (bool success) {
        (success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (bundle)));
    }

    function _cut(bytes memory bundle, uint256 length) private pure returns (bytes memory shorter) {
        shorter = new bytes(length);
        for (uint256 i = 0; i < length; ++i) {
            shorter[i] = bundle[i];
        }
    }

    function test_everyTruncation() public {
        bytes memory bundle = _richBundle();
        bytes memory shorter = bytes.concat(bundle);
        for (uint256 length = 0; length < bundle.length; ++length) {
            assembly ("memory-safe") {
                mstore(shorter, length)
            }
            vm.assertTrue(!_send(shorter), "settled");
        }
        settlement.settle(bundle);
    }

    function test_trailingBytes() public {
        bytes memory bundle = _richBundle();
        _fails(bytes.concat(bundle, hex"00"), MALFORMED);
        _fails(bytes.concat(bundle, new bytes(64)), MALFORMED);
        _fails(bytes.concat(bundle, bundle), MALFORMED);
        settlement.settle(bundle);
    }

    /// @dev What follows the bundle in the call data is not part of it: an award over less is an award over less.
    function test_callDataBehindTheBundle() public {
        bytes memory bundle = _richBundle();
        bytes memory data = abi.encodeCall(ISettlement.settle, (bundle));
        (bool success,) = address(settlement).call(bytes.concat(data, bundle));
        vm.assertTrue(success, "settled");
        vm.assertEq(b.balanceOf(alice), WEALTH + 1_900, "received");
        // The same bytes, but the bundle's length says that it ends one byte early.
        data = abi.encodeCall(ISettlement.settle, (_richBundle()));
        assembly ("memory-safe") {
            let length := add(data, 0x44)
            mstore(length, sub(mload(length), 1))
        }
        (success,) = address(settlement).call(data);
        vm.assertTrue(!success, "settled");
    }

    function test_emptyAndTiny() public {
        _fails("", MALFORMED);
        _fails(hex"01", MALFORMED);
        _fails(new bytes(1_000), MALFORMED);
    }

    function test_version() public {
        bytes memory bundle = _richBundle();
        bundle[0] = 0x00;
        _fails(bundle, MALFORMED);
        bundle[0] = 0x02;
        _fails(bundle, MALFORMED);
    }

    function test_unknownTradeFlags() public {
        for (uint256 bit = 14; bit < 16; ++bit) {
            Solution memory solution = _rich();
            solution.trades[1].flip = uint16(1 << bit);
            _settleFails(solution, MALFORMED);
        }
    }

    function test_unknownSolutionFlags() public {
        for (uint8 bit = 2; bit < 8; ++bit) {
            Solution memory solution = _rich();
            solution.flags = uint8(1 << bit);
            _settleFails(solution, MALFORMED);
        }
    }

    function test_contradictingFlags() public {
        Solution memory solution = _rich();
        solution.trades[1].flip = Pack.SHORT_NONCE;
        _settleFails(solution, MALFORMED);
        solution.trades[1].flip = 0;
        solution.trades[2].flip = Pack.APP_DATA;
        _settleFails(solution, MALFORMED);
    }

    function test_tokenIndices() public {
        Solution memory solution = _rich();
        uint256[3] memory wrong = [uint256(2), 3, 255];
        for (uint256 i = 0; i < wrong.length; ++i) {
            solution.trades[0].sellIndex = wrong[i];
            _settleFails(solution, MALFORMED);
            solution.trades[0].sellIndex = 0;
            solution.trades[0].buyIndex = wrong[i];
            _settleFails(solution, MALFORMED);
            solution.trades[0].buyIndex = 1;
        }
    }

    function test_seriesIndex() public {
        Solution memory solution = _rich();
        solution.series[1] = 3;
        // The encoder finds no series 2 and writes the index behind the last one.
        _settleFails(solution, MALFORMED);
    }

    function test_validToOfAPart() public {
        Intent memory intent = _intent(alice, a, 1_000, b, 2_000);
        Solution memory solution = _solution(ALICE_KEY, intent, 1_000, 0, 2, 1);
        Trade memory trade = solution.trades[0];
        (trade.part.parts, trade.part.interval, trade.part.span) = (2, 60, 60);
        _settleFails(solution, MALFORMED);
    }

    /// @dev Consent is not under the award, so its length is what an attacker could move.
    function test_consentReachingIntoTheSolution() public {
        Solution memory solution = _rich();
        Award memory award = _award(solution);
        bytes memory packed = Pack.solution(solution);
        bytes memory head = bytes.concat(hex"01", Pack.award(award, _signAward(award)));
        vm.assertTrue(!_send(abi.encodePacked(head, uint16(1), packed)), "one byte of it");
        vm.assertTrue(!_send(abi.encodePacked(head, uint16(packed.length), packed)), "all of it");
        _fails(abi.encodePacked(head, uint16(packed.length + 1), packed), MALFORMED);
        _fails(abi.encodePacked(head, type(uint16).max, packed), MALFORMED);
        settlement.settle(abi.encodePacked(head, uint16(3), "abc", packed));
    }

    /// @dev An interaction, and before it hooks and a signature, that say more bytes than there are.
    function test_lengthsTooLong() public {
        Solution memory solution = _rich();
        bytes memory packed = Pack.solution(solution);
        uint256 callLength = packed.length - solution.calls[1].data.length - 3;
        _relengthed(packed, callLength, hex"ffffff", 3);
        bytes memory trade = Pack.trade(solution.trades[2], solution.series);
        // Behind flags, indices, owner, amounts, validTo, 8 bytes of nonce and validFrom.
        _relengthed(packed, _find(packed, trade) + 60 + 8 + 4, hex"ffffff", 3);
        _relengthed(packed, _find(packed, trade) + trade.length - 67, hex"ffff", 2);
    }

    function _relengthed(bytes memory packed, uint256 place, bytes memory length, uint256 size) private {
        bytes memory other = bytes.concat(packed);
        for (uint256 i = 0; i < size; ++i) {
            vm.assertTrue(other[place + i] != 0xff, "a length stands here");
            other[place + i] = length[i];
        }
        Solution memory empty;
        Award memory award = _award(empty);
        award.solutionHash = keccak256(other);
        vm.assertTrue(!_send(Pack.bundle(award, _signAward(award), "", other)), "settled");
    }

    function _find(bytes memory packed, bytes memory part) private pure returns (uint256 place) {
        bytes32 wanted = keccak256(part);
        uint256 length = part.length;
        while (true) {
            bytes32 here;
            assembly ("memory-safe") {
                here := keccak256(add(add(packed, 0x20), place), length)
            }
            if (here == wanted) return place;
            ++place;
        }
    }

    /// @dev With an award for whatever the bytes say, a changed byte settles only what owners signed, or nothing.
    function testFuzz_anyByte(uint256 place, uint8 value) public {
        Solution memory solution = _rich();
        bytes memory packed = Pack.solution(solution);
        packed[place % packed.length] = bytes1(value);
        Award memory award = _award(solution);
        award.solutionHash = keccak256(packed);
        if (!_send(Pack.bundle(award, _signAward(award), "", packed))) return;
        // Prices, caps and calls may be others; nobody has paid more or received less than signed.
        vm.assertGe(a.balanceOf(alice), WEALTH - 1_000, "alice paid");
        vm.assertGe(a.balanceOf(bob), WEALTH - 1_000, "bob paid");
        vm.assertGe(a.balanceOf(carol), WEALTH - 1_000, "carol paid");
        vm.assertGe(b.balanceOf(alice) - WEALTH, a.balanceOf(alice) == WEALTH ? 0 : 1_900, "alice received");
        vm.assertGe(b.balanceOf(carol) - WEALTH, 4_000, "bob's and carol's receiver");
        _assertNothingKept(solution);
    }

    function testFuzz_anyBytes(bytes calldata noise) public {
        (bool success,) = address(settlement).call(abi.encodeCall(ISettlement.settle, (noise)));
        vm.assertTrue(!success, "settled");
        // And behind a good head.
        Award memory award;
        (award.auctionId, award.solver, award.lastBlock) = (9, solver, uint64(block.number));
        award.solutionHash = keccak256(noise);
        bytes memory bundle = Pack.bundle(award, _signAward(award), "", noise);
        if (_send(bundle)) vm.assertEq(noise, new bytes(8), "only the empty solution settles");
    }

    function test_emptySolution() public {
        Solution memory empty;
        vm.assertEq(Pack.solution(empty), new bytes(8), "eight zeros");
        _settle(empty);
    }
}
