// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Pack} from "./Pack.sol";
import {SettlementFixture} from "./SettlementFixture.sol";
import {Intent, Side, Solution, Trade} from "./Terms.sol";
import {OddWallet} from "./Wallets.sol";

/// @notice Makes trades of every form that can go the short way, at and around the edge of every rule.
abstract contract FormsFixture is SettlementFixture {
    uint256 private constant GROUP_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    uint64 internal constant SERIES = 9;
    uint256 internal constant LONG_WORD = 1 << 100;

    /// @dev What a trade is made from. Small ranges, so that the edges are met often.
    struct Form {
        uint8 owner;
        uint8 side;
        uint8 amount;
        uint8 fee;
        uint8 whole;
        uint8 limit;
        uint8 lane;
        uint8 bit;
        uint8 end;
        uint8 start;
        uint8 receiver;
        uint8 appData;
        uint8 extra;
        uint8 flaw;
        uint8 index;
        uint8 again;
    }

    /// @dev What a trade moves.
    struct Fill {
        bool buys;
        uint256 executed;
        uint256 fee;
        uint256 sold;
        uint256 bought;
    }

    address internal wallet;

    function setUp() public virtual override {
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

    /// @dev Adds the trade of a form; or the trade before once more, for running totals and nonces.
    function _addForm(Solution memory solution, Form memory f) internal {
        uint256 count = solution.trades.length;
        if (count != 0 && f.again % 6 == 0) {
            _push(solution, solution.trades[count - 1]);
            return;
        }
        uint256 key = [ALICE_KEY, BOB_KEY, CAROL_KEY, 0][f.owner % 16 == 15 ? 3 : f.owner % 3];
        Intent memory intent = _plainIntent(key, f);
        Fill memory fill = _fillOf(solution, f, intent);
        _sign(intent, fill, f);
        Trade memory trade = _trade(solution, intent, fill.executed, fill.fee);
        trade.flip = _flips(f, intent);
        trade.signature = _flawed(key, intent, f.flaw);
        if (f.index % 32 == 31) trade.buyIndex = f.index / 32;
        if (f.index % 32 == 30) trade.sellIndex = f.index / 32;
        _push(solution, trade);
    }

    function _plainIntent(uint256 key, Form memory f) private view returns (Intent memory intent) {
        intent = f.side % 2 == 0 ? _intent(alice, a, 0, b, 0) : _intent(alice, b, 0, a, 0);
        intent.owner = key == 0 ? wallet : vm.addr(key);
        intent.receiver = intent.owner;
        if (f.receiver % 4 == 0) intent.receiver = carol;
        if (f.receiver % 32 == 1) intent.receiver = address(0);
        if (f.receiver % 32 == 2) intent.receiver = address(settlement);
        intent.side = f.side % 8 > 4 ? Side.Buy : Side.Sell;
        intent.partiallyFillable = f.whole % 4 == 0;
        intent.nonce = _nonceOf(f);
        intent.validTo = uint32(NOW + (f.end % 8 == 0 ? 1_801 : f.end % 8 == 1 ? 1_800 : f.end));
        if (f.end % 32 == 3) intent.validTo = uint32(NOW - 1);
        if (f.start % 4 == 0) intent.validFrom = uint32(NOW - f.start % 8);
        if (f.start % 32 == 1) intent.validFrom = uint32(NOW + 1);
        if (f.appData % 4 == 0) intent.appData = keccak256(abi.encode(f.appData));
        if (f.appData % 32 == 1) intent.appData = bytes32(uint256(0x686f6f6b) << 224 | f.appData);
    }

    function _nonceOf(Form memory f) private view returns (uint256) {
        if (f.lane % 4 == 0) return _sharedNonce(SERIES, auctioneer, f.bit % 8);
        if (f.lane % 4 == 1) return f.bit % 8;
        if (f.lane % 32 == 2) return _sharedNonce(SERIES, address(0xbad), f.bit % 8);
        if (f.lane % 32 == 6) return _sharedNonce(SERIES + 1, auctioneer, f.bit % 8);
        return LONG_WORD << 8 | f.bit % 8;
    }

    /// @dev Fees of nothing, one, just allowed, and just not.
    function _fillOf(Solution memory solution, Form memory f, Intent memory intent)
        private
        view
        returns (Fill memory fill)
    {
        fill.buys = intent.side == Side.Buy;
        fill.executed = f.amount % 8 == 0 ? f.amount / 32 : uint256(f.amount) * 90;
        if (f.amount == 255) fill.executed = type(uint128).max;
        uint256 sellPrice = solution.tokens[intent.sellToken == address(a) ? 0 : 1].price;
        uint256 buyPrice = solution.tokens[intent.sellToken == address(a) ? 1 : 0].price;
        uint256 net = fill.buys ? fill.executed * buyPrice / sellPrice : fill.executed;
        uint8 fee = f.fee % 8;
        // A fee is a tenth of what is sold with it: a ninth of what is sold without.
        if (fee == 1) fill.fee = 1;
        else if (fee == 2 || fee == 3) fill.fee = net / 9;
        else if (fee == 4) fill.fee = net / 9 + 1;
        else if (fee > 4) fill.fee = net / 100;
        if (fill.fee > type(uint128).max) fill.fee = type(uint128).max;
        fill.sold = net + fill.fee;
        fill.bought = fill.buys ? fill.executed : (fill.executed * sellPrice + buyPrice - 1) / buyPrice;
    }

    /// @dev Signed amounts that the fill meets exactly, or does not.
    function _sign(Intent memory intent, Fill memory fill, Form memory f) private pure {
        uint256 exact = fill.buys ? fill.bought : fill.sold;
        uint256 signed = exact;
        if (intent.partiallyFillable) signed = f.whole % 3 == 0 ? exact : exact * 3 / 2;
        if (f.whole % 32 == 31) signed += 1;
        if (f.whole % 32 == 30 && signed != 0) signed -= 1;
        uint256 other;
        // What the other side is at least, or at most, at this price.
        if (exact != 0 && exact < 1 << 127) {
            other = fill.buys ? (fill.sold * signed + exact - 1) / exact : fill.bought * signed / exact;
        }
        uint8 limit = f.limit % 16;
        if (limit == 0 && other != 0) other = fill.buys ? other - 1 : other + 1;
        else if (limit == 1) other = 0;
        else if (limit % 4 != 0) other = fill.buys ? other * 2 : other / 2;
        (intent.sellAmount, intent.buyAmount) =
            fill.buys ? (uint128(other), uint128(signed)) : (uint128(signed), uint128(other));
    }

    /// @dev What is left out is written, and what is written left out; a nonce of no series here is written in full.
    function _flips(Form memory f, Intent memory intent) private view returns (uint16 flip) {
        uint16[6] memory more =
            [Pack.AMOUNTS, Pack.RECEIVER, Pack.VALID_FROM, Pack.APP_DATA, Pack.SHORT_NONCE, Pack.PARTIAL];
        if (f.extra % 8 < more.length) flip = more[f.extra % 8];
        bool foreign = intent.nonce >> 255 == 1 && intent.nonce >> 8 != _sharedNonce(SERIES, auctioneer, 0) >> 8;
        if (foreign && f.extra < 128) flip ^= Pack.SHARED;
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
        if (flaw % 64 == 1) return abi.encodePacked(r, uint256(s) | (1 - odd) << 255);
        if (flaw % 64 == 2) return abi.encodePacked(r, (GROUP_ORDER - uint256(s)) | (1 - odd) << 255);
        if (flaw % 64 == 3) return new bytes(64);
        if (flaw % 64 == 4) return abi.encodePacked(type(uint256).max, type(uint256).max);
        if (flaw % 64 == 5) return abi.encodePacked(r, odd << 255);
        return abi.encodePacked(r, uint256(s) | odd << 255);
    }
}
