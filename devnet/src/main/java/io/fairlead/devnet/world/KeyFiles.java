package io.fairlead.devnet.world;

import io.fairlead.devnet.deploy.DevKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Key files of a devnet's roles. The keys are worthless, the files are kept as if they were not.
 */
final class KeyFiles {
  private KeyFiles() {}

  static Path path(Path runDirectory, String role) {
    return runDirectory.resolve("keys").resolve(role + ".key").toAbsolutePath();
  }

  static void write(Path runDirectory, String role) throws IOException {
    Path file = path(runDirectory, role);
    Files.createDirectories(file.getParent());
    Files.writeString(file, DevKeys.key(role) + "\n");
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
