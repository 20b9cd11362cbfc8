// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.28;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Awards} from "./Awards.sol";
import {BasketIntent, BasketIntents} from "./BasketIntents.sol";
import {Batch, Malformed} from "./Batch.sol";
import {Fills} from "./Fills.sol";
import {Funds, NoConsent} from "./Funds.sol";
import {HookTrampoline} from "./HookTrampoline.sol";
import {Intent, Intents, TwapIntent} from "./Intents.sol";
import {Interactions} from "./Interactions.sol";
import {Packed} from "./Packed.sol";
import {Solutions} from "./Solutions.sol";

/// @notice The block is after the award's last one.
error AwardExpired(uint256 lastBlock);
/// @notice The award is not signed by `auctioneer`, or its solution is not this one.
error WrongAuctioneer();
/// @notice Not an address fees can be sent to.
error BadVault(address vault);

/// @title Executes awarded solutions of batch auctions
/// @notice Every limit an owner signed is checked here; a solver or auctioneer cannot go past one. The contract keeps
/// nothing between settlements. Users approve `hub`, never this contract.
/// @dev Amounts are wei of the token, times Unix seconds. The packed form of a bundle is in docs/protocol.md section 3.
contract Settlement is Ownable2Step, Awards, Solutions, EIP712 {
    /// @notice Largest fee of a fill, in basis points of what the owner pays.
    uint256 public constant MAX_FEE_BPS = Fills.MAX_FEE_BPS;

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
    function settle(bytes calldata bundle) external {
        _requireUnlocked();
        unchecked {
            Batch memory batch;
            _reserveShort(batch);
            uint256 award;
            assembly ("memory-safe") {
                award := add(bundle.offset, 1)
            }
            if (Packed.u8(award - 1) != 1) revert Malformed();
            batch.end = award - 1 + bundle.length;
            uint256 solution = award + AWARD_SIZE + 2 + Packed.u16(award + AWARD_SIZE);
            if (solution > batch.end) revert Malformed();
            // Now, because the copy that is hashed then needs no memory of its own.
            bytes32 solutionHash = Packed.hash(solution, batch.end - solution);
            uint256 lastBlock = Packed.u48(award + 6);
            if (block.number > lastBlock) revert AwardExpired(lastBlock);
            uint256 auctions = _auctions();
            _requireOpen(auctions, Packed.u48(award));
            batch.auctioneer = address(uint160(auctions));
            batch.solver = Packed.account(award + 12);
            batch.domain = _domainSeparatorV4();

            uint256 interactions = _readSolution(batch, solution);
            if (Interactions.skip(interactions, batch.end) != batch.end) revert Malformed();
            bytes32 digest = _awardDigest(batch, award, solutionHash);
            if (!_recovers(batch.auctioneer, digest, Packed.word(award + 96), Packed.word(award + 128))) {
                revert WrongAuctioneer();
            }
            // Written late, so that what is refused before costs less; nobody can settle in between. Read again, because the owner may have changed
            // the auctioneer meanwhile, in a call that a signature needed.
            _useAuction(_auctions(), Packed.u48(award));
            _execute(batch, award, digest, interactions);
            emit Settled(Packed.u48(award), batch.solver, Packed.word(award + 64));
        }
        _unlock();
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

    /// @dev Everything that calls somebody else, but for signatures and permits.
    function _execute(Batch memory batch, uint256 award, bytes32 digest, uint256 interactions) private {
        _runHooks(batch, 0);
        if (batch.direct) {
            if (Packed.u16(interactions) != 0) revert Malformed();
            if (!_consents(batch, award, digest)) revert NoConsent();
            _pull(batch, batch.solver);
            _payDirectly(batch);
        } else {
            _pull(batch, address(this));
            _pullBaskets(batch);
            Interactions.run(interactions, address(hub), address(trampoline));
            if (_cover(batch) && !_consents(batch, award, digest)) revert NoConsent();
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
    function _consents(Batch memory batch, uint256 award, bytes32 digest) private returns (bool) {
        if (msg.sender == batch.solver) return true;
        unchecked {
            uint256 length = Packed.u16(award + AWARD_SIZE);
            if (length == 0) return false;
            bytes32 cover =
                MessageHashUtils.toTypedDataHash(batch.domain, keccak256(abi.encode(COVER_TYPE_HASH, digest)));
            return _isSigned(batch.solver, cover, Packed.slice(award + AWARD_SIZE + 2, length));
        }
    }

    /// @dev What the auctioneer signs.
    function _awardDigest(Batch memory batch, uint256 award, bytes32 solutionHash) private pure returns (bytes32) {
        unchecked {
            return MessageHashUtils.toTypedDataHash(
                batch.domain,
                keccak256(
                    abi.encode(
                        AWARD_TYPE_HASH,
                        Packed.u48(award),
                        Packed.word(award + 32),
                        batch.solver,
                        solutionHash,
                        Packed.u48(award + 6),
                        Packed.word(award + 64)
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
