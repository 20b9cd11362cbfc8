package io.fairlead.auction.engine.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The elements of one array of a document, with their texts. Immutable.
 *
 * @param <T> what an element is read to
 */
final class Known<T> {
  private final byte[] text;
  private final int[] begins;
  private final int[] ends;
  private final List<@Nullable T> elements;
  private final int[] heads;

  private Known(byte[] text, int[] begins, int[] ends, List<@Nullable T> elements, int[] heads) {
    this.text = text;
    this.begins = begins;
    this.ends = ends;
    this.elements = elements;
    this.heads = heads;
  }

  /** Of a document without any. */
  static <T> Known<T> nothing() {
    return new Known<>(new byte[0], new int[0], new int[0], List.of(), new int[0]);
  }

  int size() {
    return begins.length;
  }

  /** What was read; null if that was of no use. */
  @Nullable T element(int number) {
    return elements.get(number);
  }

  /** What its uid begins with. */
  int head(int number) {
    return heads[number];
  }

  /** The length of its text if the same stands in another text from an offset on; else -1. */
  int matches(int number, byte[] other, int from) {
    int length = ends[number] - begins[number];
    return from + length <= other.length
            && Arrays.equals(text, begins[number], ends[number], other, from, from + length)
        ? length
        : -1;
  }

  /** Those that can be used, in the order of the document. */
  List<T> used() {
    List<T> used = new ArrayList<>(elements.size());
    for (T element : elements) {
      if (element != null) {
        used.add(element);
      }
    }
    return used;
  }

  /** What the uids of those begin with. */
  int[] usedHeads() {
    int[] used = new int[heads.length];
    int count = 0;
    for (int i = 0; i < heads.length; i++) {
      if (elements.get(i) != null) {
        used[count++] = heads[i];
      }
    }
    return Arrays.copyOf(used, count);
  }

  /** Collects them. */
  static final class Builder<T> {
    private static final int FIRST = 64;

    private final byte[] text;
    private int[] begins = new int[FIRST];
    private int[] ends = new int[FIRST];
    private int[] heads = new int[FIRST];
    private final List<@Nullable T> elements = new ArrayList<>();

    Builder(byte[] text) {
      this.text = text;
    }

    int size() {
      return elements.size();
    }

    void add(int begin, int end, @Nullable T element, int head) {
      int number = elements.size();
      if (number == begins.length) {
        begins = Arrays.copyOf(begins, 2 * number);
        ends = Arrays.copyOf(ends, 2 * number);
        heads = Arrays.copyOf(heads, 2 * number);
      }
      begins[number] = begin;
      ends[number] = end;
      heads[number] = head;
      elements.add(element);
    }

    Known<T> built() {
      int size = elements.size();
      return new Known<>(
          text,
          Arrays.copyOf(begins, size),
          Arrays.copyOf(ends, size),
          elements,
          Arrays.copyOf(heads, size));
    }
  }
}
