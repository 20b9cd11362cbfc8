package io.fairlead.devnet.replay;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options that say where transcripts are. */
public final class TranscriptOptions {
  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = {
        "Transcripts: files, directories of them, or the run directory of a devnet.",
        "Instead of --node."
      })
  private List<Path> paths = List.of();

  @Option(
      names = "--node",
      paramLabel = "URL",
      description = "A Fairlead node to fetch transcripts from; needs --from and --to.")
  private @Nullable URI node;

  @Option(names = "--from", paramLabel = "N", description = "First batch.")
  private @Nullable Long from;

  @Option(names = "--to", paramLabel = "N", description = "Last batch.")
  private @Nullable Long to;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /**
   * Where they are.
   *
   * @throws ParameterException naming the option that makes no sense
   */
  public TranscriptSource source() throws IOException {
    URI remote = node;
    if ((remote == null) == paths.isEmpty()) {
      throw wrong("give either transcripts, or --node with --from and --to");
    }
    if (remote != null) {
      Long first = from;
      Long last = to;
      if (first == null || last == null || first < 1 || last < first) {
        throw wrong("--node needs --from N and --to N");
      }
      return new TranscriptSource.Node(http(spec, "--node", remote), first, last);
    }
    TranscriptSource.Transcripts found =
        TranscriptSource.Transcripts.of(
            paths, from == null ? 0 : from, to == null ? Long.MAX_VALUE : to);
    if (found.files().isEmpty()) {
      throw wrong("there are no complete transcripts there");
    }
    return found;
  }

  /** The URL, if it is one of a server. */
  static URI http(CommandSpec spec, String option, URI url) {
    boolean plain = "http".equalsIgnoreCase(url.getScheme());
    if ((!plain && !"https".equalsIgnoreCase(url.getScheme())) || url.getHost() == null) {
      throw new ParameterException(
          spec.commandLine(), option + " must be a URL: http://… or https://…");
    }
    return url;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
