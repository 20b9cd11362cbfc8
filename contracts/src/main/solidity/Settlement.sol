// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Awards} from "./Awards.sol";
import {BasketFunds} from "./BasketFunds.sol";
import {BasketIntent, BasketIntents} from "./BasketIntents.sol";
import {Batch, Batches, Malformed} from "./Batch.sol";
import {Fills} from "./Fills.sol";
import {Funds, NoConsent} from "./Funds.sol";
import {HookTrampoline} from "./HookTrampoline.sol";
import {Intent, Intents, TwapIntent} from "./Intents.sol";
import {Ledgers} from "./Ledgers.sol";
import {Packed} from "./Packed.sol";
import {Payments} from "./Payments.sol";
import {PERMIT2} from "./Permit2.sol";
import {Order, Terms} from "./Trades.sol";
import {Transfers} from "./Transfers.sol";

/// @notice The block is after the award's last one.
error AwardExpired(uint256 lastBlock);
/// @notice The award is not signed by `auctioneer`, or its solution is not this one.
error WrongAuctioneer();
/// @notice An interaction may not call the hub, the trampoline, Permit2 or Settlement.
error ForbiddenTarget(uint256 index);
/// @notice An interaction reverted with this data.
error InteractionFailed(uint256 index, bytes reason);
/// @notice Not an address fees can be sent to.
error BadVault(address vault);

/// @notice Where the parts of an award are, and what it awards.
/// @param cursor position of the award in the call data
/// @param solutionHash computed from the solution
/// @param consent position of the solver's signature
/// @param consentLength its length; zero if there is none
struct AwardedSolution {
    uint256 cursor;
    bytes32 solutionHash;
    uint256 consent;
    uint256 consentLength;
}

/// @title Executes awarded solutions of batch auctions
/// @notice Every limit an owner signed is checked here; a solver or auctioneer cannot go past one. The contract keeps
/// nothing between settlements. Users approve `hub`, never this contract.
/// @dev Amounts are wei of the token, times Unix seconds. The packed form of a bundle is in docs/protocol.md section 3.
contract Settlement is Ownable2Step, Awards, BasketFunds, EIP712, ReentrancyGuardTransient {
    using Batches for Batch;

    /// @notice Largest fee of a fill, in basis points of what the owner pays.
    uint256 public constant MAX_FEE_BPS = Fills.MAX_FEE_BPS;

    uint256 private constant DIRECT = 1;
    uint256 private constant CHECK_EACH = 2;
    uint256 private constant AWARD_SIZE = 160;

    /// @notice Runs hooks; obeys only this contract.
    HookTrampoline public immutable trampoline = new HookTrampoline();

    /// @notice Receives the fees.
    address public vault;

    /// @notice An award was executed.
    event Settled(uint256 indexed auctionId, address indexed solver, bytes32 transcriptHash);

    /// @notice From now on fees go to this address.
    event VaultChanged(address indexed vault);

    /// @param owner_ may change auctioneer and vault
    /// @param auctioneer_ signs awards
    /// @param vault_ receives the fees
    /// @param weth_ wrapped ETH of this chain
    constructor(address owner_, address auctioneer_, address vault_, address weth_)
        Ownable(owner_)
        EIP712("Fairlead", "1")
        Funds(weth_)
    {
        _setAuctioneer(auctioneer_);
        _setVault(vault_);
    }

    /// @notice Executes an awarded solution; anybody may send it.
    /// @param bundle award, the solver's consent and the solution, packed as docs/protocol.md section 3 says
    function settle(bytes calldata bundle) external nonReentrant {
        unchecked {
            _reserveShort();
            uint256 cursor;
            assembly ("memory-safe") {
                cursor := bundle.offset
            }
            uint256 end = cursor + bundle.length;
            if (Packed.u8(cursor) != 1) revert Malformed();
            AwardedSolution memory awarded;
            awarded.cursor = cursor + 1;
            awarded.consentLength = Packed.u16(cursor + 1 + AWARD_SIZE);
            awarded.consent = cursor + 3 + AWARD_SIZE;
            cursor = awarded.consent + awarded.consentLength;
            if (cursor > end) revert Malformed();
            awarded.solutionHash = Packed.hash(cursor, end - cursor);

            Batch memory batch;
            uint256 lastBlock = Packed.u48(awarded.cursor + 6);
            if (block.number > lastBlock) revert AwardExpired(lastBlock);
            uint256 auctions = _auctions();
            _requireOpen(auctions, Packed.u48(awarded.cursor));
            batch.auctioneer = address(uint160(auctions));
            batch.solver = Packed.account(awarded.cursor + 12);
            batch.domain = _domainSeparatorV4();

            cursor = _readSolution(batch, cursor);
            uint256 interactions = cursor;
            cursor = _skipInteractions(cursor);
            if (cursor != end) revert Malformed();
            bytes32 award = _awardDigest(batch, awarded);
            if (!_recovers(
                    batch.auctioneer, award, Packed.word(awarded.cursor + 96), Packed.word(awarded.cursor + 128)
                )) {
                revert WrongAuctioneer();
            }
            // Written late, so that what is refused before costs less; nobody can settle in between. Read again, because the owner may have changed
            // the auctioneer meanwhile, in a call that a signature needed.
            _useAuction(_auctions(), Packed.u48(awarded.cursor));
            _execute(batch, awarded, award, interactions);
            emit Settled(Packed.u48(awarded.cursor), batch.solver, Packed.word(awarded.cursor + 64));
        }
    }

    /// @notice Replaces the auctioneer; awards of the former one no longer execute. Owner only.
    function setAuctioneer(address auctioneer_) external onlyOwner {
        _setAuctioneer(auctioneer_);
    }

    /// @notice Replaces the receiver of fees. Owner only.
    function setVault(address vault_) external onlyOwner {
        _setVault(vault_);
    }

    /// @notice EIP-712 domain separator on this chain.
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @notice EIP-712 digest of an intent: what its owner signs, and by which it is known.
    function intentHash(Intent calldata intent) external view returns (bytes32) {
        return _hashTypedDataV4(Intents.hashStruct(intent));
    }

    /// @notice EIP-712 digest of a time-sliced parent.
    function twapHash(TwapIntent calldata twap) external view returns (bytes32) {
        return _hashTypedDataV4(Intents.hashStruct(twap));
    }

    /// @notice EIP-712 digest of a basket.
    function basketHash(BasketIntent calldata basket) external view returns (bytes32) {
        return _hashTypedDataV4(BasketIntents.hashStruct(basket));
    }

    /// @dev Tokens, series, trades and baskets.
    /// @return position behind them
    function _readSolution(Batch memory batch, uint256 cursor) private returns (uint256) {
        unchecked {
            uint256 flags = Packed.u8(cursor);
            if (flags & ~(DIRECT | CHECK_EACH) != 0) revert Malformed();
            batch.direct = flags & DIRECT != 0;
            batch.checkEach = flags & CHECK_EACH != 0;
            batch.tokenCount = Packed.u8(cursor + 1);
            cursor = batch.readTokens(cursor + 2);
            batch.ledger = Ledgers.allocate(batch.tokenCount);
            batch.seriesCount = Packed.u8(cursor);
            batch.series = cursor + 1;
            cursor += 1 + batch.seriesCount * 8;

            uint256 trades = Packed.u16(cursor);
            cursor += 2;
            batch.trades = trades;
            batch.pulls = Transfers.allocate(trades);
            // Directly paid, the vault's fees are payments as well.
            batch.payments = Transfers.allocate(trades + batch.tokenCount);
            _prepareShort(batch);
            cursor = _readTrades(batch, cursor, trades);
            _flushShort();
            for (uint256 i = 0; i < batch.tokenCount; ++i) {
                Ledgers.checkLargest(batch.ledger, i, Payments.CHECKED);
            }
            return _readBaskets(batch, cursor);
        }
    }

    /// @dev Trades that go the short way, up to the first that does not.
    function _readTrades(Batch memory batch, uint256 cursor, uint256 trades) private returns (uint256) {
        unchecked {
            for (; trades != 0; --trades) {
                uint256 next = _readShort(cursor);
                if (next == 0) return _readMixedTrades(batch, cursor, trades);
                cursor = next;
            }
            return cursor;
        }
    }

    /// @dev Trades that go either way; apart, because the general way wants memory of its own.
    function _readMixedTrades(Batch memory batch, uint256 cursor, uint256 trades) private returns (uint256) {
        Order memory order;
        Terms memory terms;
        unchecked {
            for (; trades != 0; --trades) {
                uint256 next = _readShort(cursor);
                if (next == 0) {
                    _flushShort();
                    next = _readTrade(batch, order, terms, cursor);
                }
                cursor = next;
            }
            return cursor;
        }
    }

    /// @dev Everything that calls somebody else, but for signatures and permits.
    function _execute(Batch memory batch, AwardedSolution memory awarded, bytes32 award, uint256 interactions) private {
        _runHooks(batch, 0);
        if (batch.direct) {
            if (Packed.u16(interactions) != 0) revert Malformed();
            if (!_consents(batch, awarded, award)) revert NoConsent();
            _pull(batch, batch.solver);
            _payDirectly(batch);
        } else {
            _pull(batch, address(this));
            _pullBaskets(batch);
            _interact(interactions);
            if (_cover(batch) && !_consents(batch, awarded, award)) revert NoConsent();
            _unwrap(batch.native);
            _pay(batch.payments);
            _payBaskets(batch, false);
            _clear(batch);
            _payBaskets(batch, true);
            _clearBaskets(batch);
        }
        _runHooks(batch, 1);
    }

    function _runHooks(Batch memory batch, uint256 phase) private {
        unchecked {
            for (uint256 i = 0; i < batch.hookCount; i += 2) {
                trampoline.run(Packed.slice(batch.hooks[i], batch.hooks[i + 1]), phase);
            }
        }
    }

    /// @dev A solver consents by sending the settlement itself or by a signature.
    function _consents(Batch memory batch, AwardedSolution memory awarded, bytes32 award) private returns (bool) {
        if (msg.sender == batch.solver) return true;
        if (awarded.consentLength == 0) return false;
        bytes32 digest = MessageHashUtils.toTypedDataHash(batch.domain, keccak256(abi.encode(COVER_TYPE_HASH, award)));
        return _isSigned(batch.solver, digest, Packed.slice(awarded.consent, awarded.consentLength));
    }

    /// @dev Position behind the interactions.
    function _skipInteractions(uint256 cursor) private pure returns (uint256) {
        unchecked {
            uint256 count = Packed.u16(cursor);
            cursor += 2;
            for (uint256 i = 0; i < count; ++i) {
                cursor += 23 + Packed.u24(cursor + 20);
            }
            return cursor;
        }
    }

    /// @dev Runs the solver's calls. Anything may be called except what could reach somebody else's tokens. An approval that a
    /// solver leaves behind reaches only what later settlements hold for a moment: taking it makes them revert.
    function _interact(uint256 cursor) private {
        unchecked {
            uint256 count = Packed.u16(cursor);
            cursor += 2;
            for (uint256 i = 0; i < count; ++i) {
                address target = Packed.account(cursor);
                uint256 length = Packed.u24(cursor + 20);
                if (
                    target == address(hub) || target == address(trampoline) || target == address(PERMIT2)
                        || target == address(this)
                ) revert ForbiddenTarget(i);
                (bool success, bytes memory reason) = target.call(Packed.slice(cursor + 23, length));
                if (!success) revert InteractionFailed(i, reason);
                cursor += 23 + length;
            }
        }
    }

    function _awardDigest(Batch memory batch, AwardedSolution memory awarded) private pure returns (bytes32) {
        unchecked {
            uint256 cursor = awarded.cursor;
            return MessageHashUtils.toTypedDataHash(
                batch.domain,
                keccak256(
                    abi.encode(
                        AWARD_TYPE_HASH,
                        Packed.u48(cursor),
                        Packed.word(cursor + 32),
                        batch.solver,
                        awarded.solutionHash,
                        Packed.u48(cursor + 6),
                        Packed.word(cursor + 64)
                    )
                )
            );
        }
    }

    function _vault() internal view override returns (address) {
        return vault;
    }

    function _setVault(address vault_) private {
        // Fees sent here would go to the next solver.
        if (vault_ == address(0) || vault_ == address(this)) revert BadVault(vault_);
        vault = vault_;
        emit VaultChanged(vault_);
    }
}
