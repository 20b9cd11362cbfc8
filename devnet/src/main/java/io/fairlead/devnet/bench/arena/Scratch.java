package io.fairlead.devnet.bench.arena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A temporary folder which is gone when it is closed or this process ends. */
final class Scratch implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Scratch.class);

  private final Path folder;
  private final Thread hook;

  private Scratch(Path folder) {
    this.folder = folder;
    this.hook = Thread.ofPlatform().name("delete " + folder).unstarted(this::delete);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static Scratch create() {
    try {
      return new Scratch(Files.createTempDirectory("fairlead-bench"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      log.trace("the virtual machine is already stopping", e);
    }
  }

  private void delete() {
    try {
      List<Path> content;
      try (Stream<Path> found = Files.walk(folder)) {
        content = found.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path path : content) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      log.warn("{} cannot be deleted: {}", folder, e.toString());
    }
  }
}
