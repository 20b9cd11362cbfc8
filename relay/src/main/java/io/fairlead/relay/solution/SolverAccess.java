package io.fairlead.relay.solution;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.TypedDataJson;
import io.fairlead.relay.intent.OwnerAccess;
import io.fairlead.relay.rpc.Params;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Proof that somebody who asks for a solver's events is the solver: a signature of the account that
 * the node has for its name, over {@code SolverAccess(string solver,address account,uint32
 * validTo)} in the domain of section 1. It is no bid, no intent and no proof for another solver,
 * chain or contract, and ends by itself.
 */
public final class SolverAccess {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final TypedDataJson documents;
  private final OwnerAccess proofs;
  private final Function<String, Optional<Address>> accounts;

  /**
   * Proofs in one domain.
   *
   * @param proofs judges windows and signatures
   * @param accounts of solvers, by name
   */
  public SolverAccess(
      Domain domain, OwnerAccess proofs, Function<String, Optional<Address>> accounts) {
    this.documents = new TypedDataJson(domain);
    this.proofs = proofs;
    this.accounts = accounts;
  }

  /** The solver named by member {@code solver}. */
  String solver(Params params) {
    String solver = params.text("solver", "the name of a solver", Function.identity());
    account(params, solver);
    return solver;
  }

  /** What the solver named by member {@code solver} signs. */
  public ObjectNode typedData(Params params, long validTo) {
    String solver = solver(params);
    return typedData(solver, account(params, solver), validTo);
  }

  /** What a solver signs. */
  public ObjectNode typedData(String solver, Address account, long validTo) {
    ObjectNode document = documents.cancel(Bytes32.ZERO);
    ObjectNode types = (ObjectNode) document.get("types");
    types.remove("Cancel");
    types
        .putArray("SolverAccess")
        .add(JSON.objectNode().put("name", "solver").put("type", "string"))
        .add(JSON.objectNode().put("name", "account").put("type", "address"))
        .add(JSON.objectNode().put("name", "validTo").put("type", "uint32"));
    document.put("primaryType", "SolverAccess");
    document.set(
        "message",
        JSON.objectNode()
            .put("solver", solver)
            .put("account", account.toString())
            .put("validTo", Long.toString(validTo)));
    return document;
  }

  /**
   * The solver that the call proves to come from.
   *
   * @throws io.fairlead.relay.rpc.RpcFault if it does not prove it
   */
  String proven(Params params) {
    String solver = solver(params);
    Address account = account(params, solver);
    if (!params.has("access")) {
      throw params.invalid("access", "is missing: sign auction_typedData {solver, validTo} first");
    }
    proofs.check(params, account, validTo -> typedData(solver, account, validTo));
    return solver;
  }

  private Address account(Params params, String solver) {
    return accounts
        .apply(solver)
        .orElseThrow(() -> params.invalid("solver", "is no solver of this node"));
  }
}
