package io.fairlead.solver.batch.recover;

import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.pool.Pool;

/** A pool, the agent that knows its curve, and the number by which others know it. */
public record PoolTrade(PoolAgent agent, Pool pool) {}
