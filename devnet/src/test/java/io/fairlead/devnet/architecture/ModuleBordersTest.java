package io.fairlead.devnet.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom, as docs/architecture.md says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ModuleBordersTest {
  private static final String ROOT = "io.fairlead.";

  /** Modules by package, and the other modules each may use. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "contracts", Set.of(),
          "chain", Set.of("contracts"),
          "sequencer", Set.of("contracts"),
          "auction", Set.of("contracts", "sequencer"),
          "solver", Set.of("contracts", "chain", "auction"),
          "relay", Set.of("contracts", "chain", "sequencer", "auction"),
          "devnet", Set.of("contracts", "chain", "sequencer", "auction", "solver", "relay"));

  private static final Map<String, List<String>> MUST_NOT_KNOW =
      Map.of(
          "contracts", List.of("io.vertx..", "org.rocksdb..", "org.web3j.."),
          "chain", List.of("org.rocksdb.."),
          "sequencer", List.of("io.vertx..", "org.web3j..", "java.net.."),
          "auction", List.of("io.vertx..", "org.rocksdb..", "org.web3j..", "java.net.."),
          "solver", List.of("org.rocksdb..", "org.web3j.."),
          "relay", List.of("org.rocksdb..", "org.web3j.."),
          "devnet", List.of("org.rocksdb..", "org.web3j.."));

  private static final Set<String> EMPTY_WORDS =
      Set.of("util", "utils", "impl", "common", "service", "services", "helper", "helpers", "misc");

  private JavaClasses classes;

  @BeforeAll
  void readClasses() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.fairlead");
  }

  static Stream<String> modules() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void everyModuleIsSeen(String module) {
    long count =
        classes.stream().filter(one -> one.getPackageName().startsWith(ROOT + module)).count();
    assertThat(count).isGreaterThan(5);
  }

  @Test
  void thereAreNoOtherModules() {
    Set<String> found = new TreeSet<>();
    for (JavaClass one : classes) {
      found.add(one.getPackageName().substring(ROOT.length()).split("\\.", 2)[0]);
    }
    assertThat(MAY_USE.keySet()).containsAll(found);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleUsesOnlyItsNeighbours(String module) {
    String[] forbidden =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(module))
            .filter(other -> !MAY_USE.getOrDefault(module, Set.of()).contains(other))
            .map(other -> ROOT + other + "..")
            .toArray(String[]::new);
    if (forbidden.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(ROOT + module + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(forbidden)
          .check(classes);
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsNoLibraryBeyondItsWork(String module) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(MUST_NOT_KNOW.getOrDefault(module, List.of()).toArray(String[]::new))
        .check(classes);
  }

  @Test
  void jsonIsReadAndWrittenByOneLibrary() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.core.json..", "com.fasterxml.jackson.databind..")
        .check(classes);
  }

  @Test
  void modulesFormNoCycle() {
    slices().matching("io.fairlead.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void packagesAreNamedByDomainWords() {
    for (JavaClass one : classes) {
      assertThat(Arrays.asList(one.getPackageName().split("\\.")))
          .as(one.getName())
          .doesNotContainAnyElementsOf(EMPTY_WORDS);
    }
  }
}
