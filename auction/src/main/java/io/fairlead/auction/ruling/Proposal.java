package io.fairlead.auction.ruling;

import io.fairlead.auction.score.Execution;
import java.util.List;
import java.util.SortedMap;

/**
 * A solution as a document states it.
 *
 * @param solver in the form in which solvers are compared
 * @param id as the document spells it
 * @param trades executions by order
 * @param repeated orders that are filled more than once
 */
record Proposal(
    String solver, String id, SortedMap<String, Execution> trades, List<String> repeated) {}
