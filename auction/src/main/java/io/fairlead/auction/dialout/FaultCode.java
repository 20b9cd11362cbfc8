package io.fairlead.auction.dialout;

/** What can be wrong with a message or a connection, in stable words. */
public enum FaultCode {
  /** Not a message of the protocol; the field at fault is named. */
  MALFORMED("malformed"),
  /** Longer than what is read. */
  TOO_LONG("tooLong"),
  /** A message that does not belong here, such as a second login. */
  UNEXPECTED("unexpected"),
  /** No login in time. */
  LOGIN_TIMEOUT("loginTimeout"),
  /** No solver of that name dials in here. */
  UNKNOWN_SOLVER("unknownSolver"),
  /** The solver is configured with another account. */
  WRONG_ACCOUNT("wrongAccount"),
  /** The account did not sign this challenge. */
  WRONG_SIGNATURE("wrongSignature"),
  /** The same solver has logged in on another connection, which is the one that counts. */
  REPLACED("replaced"),
  /** An answer to a request that is over, or never was. */
  LATE("late"),
  /** More connections wait to log in than are let in. */
  BUSY("busy"),
  /** Too many faults on one connection. */
  TOO_MANY_FAULTS("tooManyFaults");

  private final String text;

  FaultCode(String text) {
    this.text = text;
  }

  /** The word on the wire. */
  public String text() {
    return text;
  }
}
