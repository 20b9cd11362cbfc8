package io.fairlead.auction.engine;

/**
 * A solution that is well-formed but asks for something the settlement cannot do.
 *
 * @param id the engine's number for it
 * @param reason what is not supported, with its JSON path
 */
public record RefusedSolution(long id, String reason) {}
