package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.Parley;
import io.parley.knowledge.RealQuestions;
import io.parley.support.TestDatabase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The command {@code import} as a process of its own, killed with -9 while it stores and while it embeds. */
@Tag("kills")
class ImportProcessTest {
    private static final int ROWS = 6_000;
    private static final Duration LIFE = Duration.ofMinutes(3);
    private static final String STORED = "select count(*) from faq_entry";
    private static final String EMBEDDED = "select count(*) from faq_phrasing where vector is not null";

    @TempDir
    Path folder;

    @Test
    void leavesTheSameDatabaseAfterFiveKillsAsOneThatRanThrough() throws Exception {
        assumeTrue(RealQuestions.arePresent(), "The shared test data is absent, so no large file is imported.");
        Path file = RealQuestions.pairs(folder, ROWS);
        try (TestDatabase whole = TestDatabase.migrated(); TestDatabase killed = TestDatabase.migrated()) {
            assertThat(start(whole, file).waitFor(LIFE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            List<String> states = new ArrayList<>();
            states.add(killWhen(killed, file, STORED, 500));
            states.add(killWhen(killed, file, STORED, 1_500));
            states.add(killWhen(killed, file, STORED, count(whole, STORED)));
            states.add(killWhen(killed, file, EMBEDDED, count(killed, EMBEDDED) + 1));
            Map<Long, String> versions = versions(killed.jdbc());
            states.add(killWhen(killed, file, EMBEDDED, count(killed, EMBEDDED) + 1_000));
            System.out.println("Killed at (entries, vectors): " + states);
            Process last = start(killed, file);
            assertThat(last.waitFor(LIFE.toSeconds(), TimeUnit.SECONDS)).isTrue();

            assertThat(last.exitValue()).as(log()).isZero();
            assertThat(versions(killed.jdbc())).as("what was embedded stays as it was").containsAllEntriesOf(versions);
            assertSame(killed.jdbc(), whole.jdbc());

            long change = killed.jdbc().sql("select number from faq_change").query(Long.class).single();
            assertThat(start(killed, file).waitFor(LIFE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(killed.jdbc().sql("select number from faq_change").query(Long.class).single()).isEqualTo(change);
            assertThat(log()).contains("Embedding: ").contains(" a second").contains("0 new, 0 changed");
        }
    }

    /** Which version of its row each vector is in. */
    private static Map<Long, String> versions(JdbcClient jdbc) {
        return jdbc.sql("select id, xmin::text as version from faq_phrasing where vector is not null")
                .query((row, number) -> Map.entry(row.getLong("id"), row.getString("version"))).stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void assertSame(JdbcClient actual, JdbcClient expected) {
        String entries = "select id, question, answer, category, keywords, state, revision from faq_entry order by id";
        assertThat(actual.sql(entries).query().listOfRows()).isEqualTo(expected.sql(entries).query().listOfRows());
        String texts = "select entry, kind, origin, text, model from faq_phrasing order by entry, hash";
        assertThat(actual.sql(texts).query().listOfRows()).isEqualTo(expected.sql(texts).query().listOfRows());
        String vectors = "select vector from faq_phrasing order by entry, hash";
        List<byte @Nullable []> ours = actual.sql(vectors).query(byte[].class).list();
        List<byte @Nullable []> theirs = expected.sql(vectors).query(byte[].class).list();
        for (int i = 0; i < ours.size(); i++) {
            assertThat(cosine(ours.get(i), theirs.get(i))).isGreaterThan(0.9999);
        }
    }

    private static double cosine(byte @Nullable [] a, byte @Nullable [] b) {
        assertThat(a).isNotNull();
        assertThat(b).isNotNull();
        FloatBuffer x = ByteBuffer.wrap(a).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        FloatBuffer y = ByteBuffer.wrap(b).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        double sum = 0;
        while (x.hasRemaining()) {
            sum += x.get() * y.get();
        }
        return sum;
    }

    /** Runs the import until a count is reached, kills it, and tells what was there then. */
    private String killWhen(TestDatabase database, Path file, String count, long reached) throws IOException {
        assertThat(count(database, count)).isLessThan(reached);
        Process process = start(database, file);
        Awaitility.await().atMost(LIFE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2))
                .until(() -> !process.isAlive() || count(database, count) >= reached);
        assertThat(process.isAlive()).as("it ended before it was killed: %s", log()).isTrue();
        process.destroyForcibly().onExit().join();
        return count(database, STORED) + ", " + count(database, EMBEDDED);
    }

    private static long count(TestDatabase database, String count) {
        return database.jdbc().sql(count).query(Long.class).single();
    }

    private Process start(TestDatabase database, Path file) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED"));
        command.addAll(QuickStart.options());
        command.addAll(List.of("-Xmx1g", Parley.class.getName(), "import", file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("import.log").toFile()));
        builder.environment().put("SPRING_DATASOURCE_URL", database.getJdbcUrl());
        builder.environment().put("SPRING_DATASOURCE_USERNAME", database.getUsername());
        builder.environment().put("SPRING_DATASOURCE_PASSWORD", database.getPassword());
        builder.environment().put("PARLEY_DATA_DIR", folder.resolve("data").toString());
        return builder.start();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("import.log"));
    }
}
