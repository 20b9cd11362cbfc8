package io.fairlead.solver.dual.edge;

/**
 * An edge that was left out because its data make no sense. The rest of the network is not
 * affected.
 *
 * @param edge its index: the how many-th it was to be added, from zero
 * @param reason the field at fault and what is wrong with it
 */
public record RejectedEdge(int edge, String reason) {}
