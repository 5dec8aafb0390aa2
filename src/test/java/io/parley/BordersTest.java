package io.parley;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.NamedInterface;
import org.springframework.modulith.core.ApplicationModules;

/** Checks the borders: the packages that each package may use, and the one package that uses each library. */
class BordersTest {
    private static final String BASE = "io.parley";
    private static final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private static final long MAX_FILES = 35;

    /** The packages within a room that is too large for one, and the others of these that each may use. */
    private static final Map<String, Set<String>> ROOMS_WITHIN = Map.ofEntries(
            Map.entry("answering", Set.of("answering.model", "answering.words")),
            Map.entry("answering.model", Set.of("answering.words")),
            Map.entry("answering.words", Set.of()),
            Map.entry("channel", Set.of()),
            Map.entry("channel.calls", Set.of("channel")),
            Map.entry("channel.text", Set.of("channel")),
            Map.entry("channel.scripted", Set.of("channel")),
            Map.entry("channel.email", Set.of("channel", "channel.calls", "channel.email.mailbox",
                    "channel.email.message", "channel.email.receiving", "channel.email.sender",
                    "channel.email.sending", "channel.email.thread", "channel.email.verdict", "channel.text")),
            Map.entry("channel.email.past", Set.of("channel.email.message", "channel.past", "channel.text")),
            Map.entry("channel.past", Set.of()),
            Map.entry("channel.email.receiving", Set.of("channel", "channel.email.mailbox", "channel.email.message",
                    "channel.email.sender", "channel.email.sending", "channel.email.thread", "channel.email.verdict",
                    "channel.text")),
            Map.entry("channel.email.sending", Set.of("channel", "channel.calls", "channel.email.mailbox",
                    "channel.email.message", "channel.email.thread", "channel.text")),
            Map.entry("channel.email.thread", Set.of("channel", "channel.email.mailbox", "channel.email.message",
                    "channel.email.sender")),
            Map.entry("channel.email.sender", Set.of("channel.email.mailbox", "channel.email.message",
                    "channel.text")),
            Map.entry("channel.email.verdict", Set.of("channel", "channel.text")),
            Map.entry("channel.email.mailbox", Set.of("channel", "channel.email.message")),
            Map.entry("channel.email.message", Set.of("channel.text")),
            Map.entry("channel.slack", Set.of("channel", "channel.calls", "channel.slack.api", "channel.text")),
            Map.entry("channel.slack.api", Set.of("channel", "channel.calls")),
            Map.entry("channel.telegram", Set.of("channel", "channel.calls", "channel.text")),
            Map.entry("channel.web", Set.of("channel", "channel.web.access", "channel.web.page")),
            Map.entry("channel.web.access", Set.of("channel.calls")),
            Map.entry("channel.web.page", Set.of("channel", "channel.web.access")),
            Map.entry("knowledge.web", Set.of("knowledge", "knowledge.search", "knowledge.ranking", "knowledge.faq")),
            Map.entry("knowledge", Set.of("knowledge.importing", "knowledge.search", "knowledge.ranking",
                    "knowledge.embedding", "knowledge.faq")),
            Map.entry("knowledge.importing", Set.of("knowledge.embedding", "knowledge.faq")),
            Map.entry("knowledge.search", Set.of("knowledge.ranking", "knowledge.embedding", "knowledge.faq")),
            Map.entry("knowledge.ranking", Set.of("knowledge.faq")),
            Map.entry("knowledge.embedding", Set.of("knowledge.faq")),
            Map.entry("knowledge.faq", Set.of()));

    /** A library, and the only rooms that may use it. */
    record Home(List<String> rooms, String... library) {
        Home(String room, String... library) {
            this(List.of(room), library);
        }

        String[] packages() {
            return rooms.stream().map(room -> BASE + "." + room + "..").toArray(String[]::new);
        }

        @Override
        public String toString() {
            return String.join(", ", library) + " at home in " + String.join(" and ", rooms);
        }
    }

    static Stream<Home> homes() {
        return Stream.of(
                new Home(List.of("knowledge.ranking", "knowledge.search", "knowledge.embedding"),
                        "org.apache.lucene.."),
                new Home("knowledge.embedding", "ai.onnxruntime.."),
                new Home("knowledge.embedding", "dev.langchain4j.model.embedding.."),
                new Home("desk", "com.github.difflib.."),
                new Home("desk", "org.webjars.."),
                new Home("answering.model", "dev.langchain4j.model.chat.."),
                new Home("answering.model", "dev.langchain4j.model.anthropic..", "dev.langchain4j.model.googleai.."),
                new Home(List.of("answering.model", "knowledge.embedding"), "dev.langchain4j.model.openai..",
                        "dev.langchain4j.model.ollama..", "io.github.resilience4j.."),
                new Home("answering", "com.ibm.icu.."),
                new Home("secrets", "com.google.i18n.."),
                new Home("hours", "net.fortuna.ical4j.."),
                new Home("database", "io.zonky..", "org.tukaani..", "org.apache.commons.compress.."),
                new Home("database", "org.flywaydb.."),
                new Home("cluster", "org.postgresql.."),
                new Home("security", "org.springframework.security.."),
                new Home("security", "org.springframework.session.."),
                new Home("ops", "com.github.kagkarlsson..", "io.micrometer.core.."),
                new Home("tracing", "io.micrometer.observation..", "io.opentelemetry.."),
                new Home("cli", "picocli..", "me.tongfei.."),
                new Home("channel.telegram", "org.telegram.."),
                new Home("channel.slack", "com.slack.api.."),
                new Home("channel.slack", "com.slack.api.bolt.."),
                new Home("channel.email", "jakarta.mail..", "org.eclipse.angus.mail.."));
    }

    @Test
    void roomsUseOnlyWhatTheyMayAndOnlyWhatIsPublic() {
        ApplicationModules.of(Parley.class).verify();
    }

    /** Without it a room could use all others. */
    @Test
    void everyRoomDeclaresWhomItMayUse() {
        for (String name : packages()) {
            JavaPackage room = classes.getPackage(name);
            if (name.matches("io\\.parley\\.(channel\\.)?[a-z]+") && !room.isAnnotatedWith(NamedInterface.class)) {
                assertThat(room.isAnnotatedWith(ApplicationModule.class)).as(name).isTrue();
                assertThat(room.getAnnotationOfType(ApplicationModule.class).allowedDependencies()).as(name)
                        .doesNotContain(ApplicationModule.OPEN_TOKEN);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"answering", "channel", "knowledge"})
    void packagesWithinARoomUseWhatTheyMay(String room) {
        String all = BASE + "." + room + "..";
        Map<String, Set<String>> used = new TreeMap<>();
        for (JavaClass user : classes.that(resideInAPackage(all))) {
            used.computeIfAbsent(room(user), name -> new TreeSet<>())
                    .addAll(user.getDirectDependenciesFromSelf().stream()
                            .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                            .filter(resideInAPackage(all))
                            .map(BordersTest::room)
                            .filter(other -> !other.equals(room(user)))
                            .toList());
        }
        Map<String, Set<String>> allowed = new TreeMap<>(ROOMS_WITHIN);
        allowed.keySet().removeIf(name -> !name.equals(room) && !name.startsWith(room + "."));
        assertThat(used).containsExactlyInAnyOrderEntriesOf(allowed);
    }

    private static String room(JavaClass type) {
        return type.getPackageName().substring(BASE.length() + 1);
    }

    @Test
    void noPackagesUseEachOtherInACircle() {
        slices().matching(BASE + ".(**)").should().beFreeOfCycles().check(classes);
    }

    @Test
    void noPackageIsTooLargeToBeSurveyed() {
        Map<String, Long> files = classes.stream()
                .filter(JavaClass::isTopLevelClass)
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(files).allSatisfy((name, number) -> assertThat(number).as(name).isLessThanOrEqualTo(MAX_FILES));
    }

    @Test
    void everyPackageSaysThatNothingIsNullUnlessItSaysSo() {
        for (String name : packages()) {
            assertThat(packageInfo(name).isAnnotationPresent(NullMarked.class)).as(name).isTrue();
        }
    }

    /** The tests' one would hide it, with what it declares. */
    @Test
    void aPackageSaysItOnceAlsoWhereItHasTests() throws IOException {
        for (String name : packages()) {
            String file = name.replace('.', '/') + "/package-info.class";
            assertThat(Collections.list(getClass().getClassLoader().getResources(file)))
                    .as("Delete the package-info.java in src/test/java of %s", name)
                    .hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("homes")
    void aLibraryHasOneHome(Home home) {
        noClasses().that(not(resideInAnyPackage(home.packages())))
                .should()
                .dependOnClassesThat(resideInAnyPackage(home.library()))
                .check(classes);
        for (String room : home.packages()) {
            for (String library : home.library()) {
                assertThat(classes.that(resideInAPackage(room))
                        .stream()
                        .flatMap(user -> user.getDirectDependenciesFromSelf().stream())
                        .anyMatch(used -> resideInAPackage(library).test(used.getTargetClass().getBaseComponentType())))
                        .as("%s uses %s", room, library)
                        .isTrue();
            }
        }
    }

    @Test
    void onlyTheBuildMakesModels() {
        noClasses().should().dependOnClassesThat().resideInAPackage("com.google.protobuf..").check(classes);
        assertThat(packages()).doesNotContain(BASE + ".quantization");
    }

    @Test
    void onlyTheApplicationKnowsTheRealTime() {
        for (Class<?> time : Set.of(Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class,
                ZonedDateTime.class)) {
            noClasses().should().callMethod(time, "now").check(classes);
        }
        noClasses().should().callMethod(System.class, "currentTimeMillis").check(classes);
        noClasses().should().callMethod(Clock.class, "systemUTC").check(classes);
        noClasses().that().doNotHaveFullyQualifiedName(Parley.class.getName())
                .should()
                .callMethod(InstantSource.class, "system")
                .check(classes);
    }

    @Test
    void onlyCommandsPrint() {
        for (String stream : Set.of("out", "err")) {
            noClasses().that(not(resideInAPackage("io.parley.cli")))
                    .should()
                    .accessField(System.class, stream)
                    .check(classes);
        }
    }

    private static Set<String> packages() {
        return classes.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> packageInfo(String name) {
        try {
            return Class.forName(name + ".package-info");
        } catch (ClassNotFoundException e) {
            throw new AssertionError("The package " + name + " has no package-info.java", e);
        }
    }

    /** A stream of rows that nobody closes keeps its connection for ever. */
    @Test
    void streamsNoRows() {
        noClasses().should().callMethod(JdbcClient.MappedQuerySpec.class, "stream").check(classes);
    }
}
