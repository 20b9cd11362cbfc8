package io.fairlead.sequencer.merkle;

/**
 * Two neighbouring leaves between which a value would have to be.
 *
 * @param below the greatest leaf less than the value
 * @param above the least leaf greater than the value
 */
public record AbsenceProof(MerkleProof below, MerkleProof above) {}
