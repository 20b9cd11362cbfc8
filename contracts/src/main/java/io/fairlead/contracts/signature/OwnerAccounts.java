package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;

/** What the chain knows of those who sign. One state of the chain; may block. */
public interface OwnerAccounts {
  /** Of a chain that knows nobody: only ECDSA can be valid. */
  OwnerAccounts NONE =
      new OwnerAccounts() {
        @Override
        public boolean hasCode(Address owner) {
          return false;
        }

        @Override
        public boolean isPresigned(Address owner, Bytes32 digest) {
          return false;
        }

        @Override
        public boolean accepts(Address owner, Bytes32 digest, Bytes signature) {
          return false;
        }

        @Override
        public boolean acceptsOnceDeployed(
            Address owner, Bytes32 digest, Bytes signature, Address factory, Bytes factoryCall) {
          return false;
        }
      };

  /** Whether there is code at the account, a delegation (EIP-7702) included. */
  boolean hasCode(Address owner);

  /** Whether the owner has signed by a transaction: {@code presigned(owner, digest)}. */
  boolean isPresigned(Address owner, Bytes32 digest);

  /**
   * Whether {@code isValidSignature(digest, signature)} of the owner's code answers the magic
   * value, with {@link SignatureJudge#ERC1271_GAS} gas. Asked only where there is code.
   */
  boolean accepts(Address owner, Bytes32 digest, Bytes signature);

  /**
   * {@link #accepts} after {@code factory} was called with {@code factoryCall}, whose failure is
   * ignored. Asked only where there is no code yet.
   */
  boolean acceptsOnceDeployed(
      Address owner, Bytes32 digest, Bytes signature, Address factory, Bytes factoryCall);
}
