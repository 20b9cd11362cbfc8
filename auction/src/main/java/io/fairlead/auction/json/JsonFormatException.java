package io.fairlead.auction.json;

/** JSON that is not what was expected. The message starts with the path of the value at fault. */
public final class JsonFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String path;

  /** Names where and what. {@code problem} never repeats the value. */
  public JsonFormatException(String path, String problem) {
    super(path + ": " + problem);
    this.path = path;
  }

  /** Where, for example {@code $.orders[3].sellAmount}. */
  public String path() {
    return path;
  }
}
