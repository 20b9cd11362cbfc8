package io.fairlead.devnet.builder;

/** What became of a bundle. */
sealed interface BundleFate {
  /** Its block has not been built. */
  record Waiting() implements BundleFate {}

  /** All of it is in its block. */
  record Included() implements BundleFate {}

  /** None of it is in its block. */
  record Dropped(String reason) implements BundleFate {}
}
