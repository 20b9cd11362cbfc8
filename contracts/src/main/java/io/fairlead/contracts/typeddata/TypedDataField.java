package io.fairlead.contracts.typeddata;

/**
 * One member of an EIP-712 struct.
 *
 * @param name the member's name, unique in its struct
 * @param type an atomic, dynamic, struct or array type, as in the type text
 */
public record TypedDataField(String name, String type) {
  @Override
  public String toString() {
    return type + " " + name;
  }
}
