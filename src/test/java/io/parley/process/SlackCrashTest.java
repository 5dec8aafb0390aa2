package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.cluster.FailPoint;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process that is killed at every fail point while people ask in Slack's threads. */
@Execution(ExecutionMode.CONCURRENT)
class SlackCrashTest {
    private static final int THREADS = 50;
    private static final int QUESTIONS_EACH = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration STALLED = Duration.ofSeconds(5);
    private static final int TELLING = 40;

    @TempDir
    Path folder;

    private final Random random = new Random(20_26);

    /** A question of the FAQ and how its answer begins. */
    private record Entry(String question, String answer) {}

    /**
     * People who write in a thread, a few questions before the first is answered where the way in keeps their order; what is
     * brought over HTTP may overtake.
     */
    private static final class Talk {
        private final String channel;
        private final List<Entry> questions;
        private String root = "";
        private final int ahead;
        private int asked;

        Talk(String channel, List<Entry> questions, int ahead) {
            this.channel = channel;
            this.questions = questions;
            this.ahead = ahead;
        }

        List<Post> answers(FakeSlack slack) {
            return root.isEmpty() ? List.of() : slack.answers(channel, root);
        }

        void goOn(FakeSlack slack) {
            while (asked < questions.size() && answers(slack).size() + ahead > asked) {
                String question = questions.get(asked++).question();
                if (root.isEmpty()) {
                    root = slack.say(channel, "U1", "<@" + FakeSlack.BOT + "> " + question, null);
                } else {
                    slack.say(channel, "U" + asked, question, root);
                }
            }
        }

        /** Whether each question has its answer, once, in order. */
        boolean isRight(FakeSlack slack) {
            List<String> seen = answers(slack).stream().map(Post::seen).toList();
            return seen.size() == questions.size() && IntStream.range(0, seen.size())
                    .allMatch(i -> seen.get(i).startsWith(questions.get(i).answer()));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersEachQuestionOnceInItsThreadWhateverHappens(boolean bySocket) throws Exception {
        try (FakeSlack slack = FakeSlack.start()) {
            List<Talk> talks = talks(bySocket);
            slack.duplicateOneIn(7);
            if (bySocket) {
                slack.useSocket();
            }
            int port = freePort();
            slack.bringTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
            List<FailPoint> deaths = deaths(bySocket);
            Set<FailPoint> died = EnumSet.noneOf(FailPoint.class);
            for (FailPoint death : deaths) {
                try (ParleyProcess process = start(slack, bySocket, port, death)) {
                    converse(slack, talks, port, process, () -> !process.isAlive());
                    died.add(death);
                }
            }
            try (ParleyProcess process = start(slack, bySocket, port, null)) {
                converse(slack, talks, port, process, () -> {
                    assertThat(process.isAlive()).isTrue();
                    return answers(slack, talks) >= THREADS * QUESTIONS_EACH;
                });
                await().atMost(PATIENCE).until(slack::isIdle);
                assertThat(process.stopsWithin(Duration.ofSeconds(40))).as(process.lastWords()).isTrue();
            }
            long wrong = talks.stream().filter(talk -> !talk.isRight(slack)).count();
            System.out.printf("%s: %d questions in %d threads, killed at %s, %d connections: %d answers, %d threads"
                    + " wrong, asked %d times whether a message arrived%n", bySocket ? "Socket Mode" : "HTTP",
                    THREADS * QUESTIONS_EACH, THREADS, died, slack.connectionsSoFar(), answers(slack, talks), wrong,
                    slack.calls("conversations.replies").size());
            assertThat(died).containsExactlyInAnyOrderElementsOf(deaths);
            assertThat(talks).allMatch(talk -> talk.isRight(slack));
            assertThat(slack.violations()).isEmpty();
            assertThat(slack.lost()).isEmpty();
        }
    }

    /** Every fail point by one of the ways in: seven by HTTP, six by socket. */
    private static List<FailPoint> deaths(boolean bySocket) {
        List<FailPoint> points = List.of(FailPoint.values());
        return IntStream.range(0, points.size()).filter(i -> i % 2 == (bySocket ? 1 : 0)).mapToObj(points::get)
                .toList();
    }

    /** Goes on until something is so; fails when nothing more is answered, however slow the machine is. */
    private static void converse(FakeSlack slack, List<Talk> talks, int port, ParleyProcess process,
            BooleanSupplier until) {
        var rounds = new AtomicInteger();
        var answered = new AtomicInteger();
        var progressAt = new AtomicLong(System.nanoTime());
        await().forever().pollInterval(Duration.ofMillis(100)).until(() -> {
            int round = rounds.incrementAndGet();
            if (isListening(port)) {
                talks.forEach(talk -> talk.goOn(slack));
                // Slack gives up after six minutes; a process that dies soon gets no minute while something goes on.
                boolean stalled = System.nanoTime() - progressAt.get() > STALLED.toNanos();
                if (round % 50 == 0 && stalled) {
                    slack.turn(Duration.ofMinutes(1));
                }
            }
            if (round % 40 == 0) {
                slack.disconnect("refresh_requested");
            }
            if (answered.getAndSet(answers(slack, talks)) != answered.get()) {
                progressAt.set(System.nanoTime());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - progressAt.get())).as(
                    () -> answered + " answers; waiting: " + waiting(slack, talks) + process.lastWords())
                    .isLessThan(PATIENCE);
            return until.getAsBoolean();
        });
    }

    private static List<String> waiting(FakeSlack slack, List<Talk> talks) {
        return talks.stream().filter(talk -> talk.answers(slack).size() < QUESTIONS_EACH)
                .map(talk -> "%s/%s: %d of %d".formatted(talk.channel, talk.root, talk.answers(slack).size(),
                        talk.asked))
                .toList();
    }

    private static int answers(FakeSlack slack, List<Talk> talks) {
        return talks.stream().mapToInt(talk -> talk.answers(slack).size()).sum();
    }

    private ParleyProcess start(FakeSlack slack, boolean bySocket, int port, @Nullable FailPoint death) {
        Map<String, String> environment = new HashMap<>(
                Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SERVER_PORT", Integer.toString(port),
                        "PARLEY_SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN, "PARLEY_SLACK_API_URL", slack.url().toString(),
                        "PARLEY_SLACK_LIMITS_CHANNEL_PER_SECOND", "50"));
        if (bySocket) {
            environment.put("PARLEY_SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
        } else {
            environment.put("PARLEY_SLACK_SIGNING_SECRET", FakeSlack.SECRET);
        }
        return ParleyProcess.start(folder.resolve("parley.log"), environment, death, 1 + random.nextInt(20));
    }

    private List<Talk> talks(boolean bySocket) {
        List<Entry> faq = starterFaq();
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Collections.shuffle(faq, random);
            talks.add(new Talk("C" + i % 10, List.copyOf(faq.subList(0, QUESTIONS_EACH)), bySocket ? 3 : 1));
        }
        return talks;
    }

    private static List<Entry> starterFaq() {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(Path.of("db/faq/starter.csv"))) {
            return new ArrayList<>(rows.stream().map(r -> new Entry(r.getField("question"),
                    r.getField("answer").substring(0, TELLING))).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isListening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
