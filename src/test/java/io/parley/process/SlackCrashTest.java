package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.cluster.FailPoint;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.slack.Post;
import io.parley.support.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process that is killed at every fail point while people ask in Slack's threads. */
@Tag("kills")
class SlackCrashTest {
    private static final int THREADS = 50;
    private static final int QUESTIONS_EACH = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final Duration STALLED = Duration.ofSeconds(5);
    private static final int TELLING = 40;
    /** How many questions of a thread are asked before their answers are there. */
    private static final int AHEAD = 3;

    @TempDir
    Path folder;

    /** A question of the FAQ and how its answer begins. */
    private record Entry(String question, String answer) {}

    /** People who write in a thread, a few questions before the first is answered. */
    private static final class Talk {
        private final FakeSlack slack;
        private final String channel;
        private final List<Entry> questions;
        private final List<String> asked = new ArrayList<>();

        Talk(FakeSlack slack, String channel, List<Entry> questions) {
            this.slack = slack;
            this.channel = channel;
            this.questions = questions;
        }

        List<String> answers() {
            return asked.isEmpty()
                    ? List.of()
                    : slack.answers(channel, asked.getFirst()).stream().map(Post::seen).toList();
        }

        /** @param most how many questions are asked for now */
        void goOn(int most) {
            while (asked.size() < most && answers().size() + AHEAD > asked.size()) {
                String question = questions.get(asked.size()).question();
                asked.add(asked.isEmpty()
                        ? slack.say(channel, "U1", "<@" + FakeSlack.BOT + "> " + question, null)
                        : slack.say(channel, "U" + asked.size(), question, asked.getFirst()));
            }
        }

        /** Where the answer to each question stands among the answers; empty unless each has its own. */
        private List<Integer> positions() {
            List<String> seen = answers();
            List<Integer> positions = questions.stream().map(question -> IntStream.range(0, seen.size())
                    .filter(i -> seen.get(i).startsWith(question.answer())).boxed().toList())
                    .filter(found -> found.size() == 1).map(List::getFirst).toList();
            return seen.size() == questions.size() && positions.size() == seen.size() ? positions : List.of();
        }

        /** Whether each question has its answer, once. */
        boolean isAnsweredOnce() {
            return !positions().isEmpty();
        }

        /** The pairs of questions of which Slack kept the order: the former was taken before the latter was brought. */
        List<int[]> inOrder(boolean bySocket) {
            return IntStream.range(0, asked.size()).boxed()
                    .flatMap(later -> IntStream.range(0, later).mapToObj(former -> new int[]{former, later}))
                    .filter(pair -> bySocket || slack.tookBefore(channel, asked.get(pair[0]), asked.get(pair[1])))
                    .toList();
        }

        /** Whether those have their answers in order. */
        boolean isInOrder(boolean bySocket) {
            List<Integer> positions = positions();
            return inOrder(bySocket).stream().allMatch(pair -> positions.get(pair[0]) < positions.get(pair[1]));
        }

        @Override
        public String toString() {
            return "%s/%s: %d of %d, %s".formatted(channel, asked.isEmpty() ? "-" : asked.getFirst(),
                    answers().size(), asked.size(), positions());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersEachQuestionOnceInItsThreadWhateverHappens(boolean bySocket) throws Exception {
        Random random = new Random(20_26);
        try (FakeSlack slack = FakeSlack.start()) {
            List<Talk> talks = talks(slack, random);
            slack.duplicateOneIn(7);
            if (bySocket) {
                slack.useSocket();
            }
            int port = Ports.unused();
            slack.bringTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
            List<FailPoint> deaths = deaths(bySocket);
            Set<FailPoint> died = EnumSet.noneOf(FailPoint.class);
            for (FailPoint death : deaths) {
                try (ParleyProcess process = start(slack, bySocket, port, death, 1 + random.nextInt(20))) {
                    converse(slack, talks, AHEAD + died.size(), port, process, () -> !process.isAlive());
                    died.add(death);
                }
            }
            try (ParleyProcess process = start(slack, bySocket, port, null, 0)) {
                converse(slack, talks, QUESTIONS_EACH, port, process, () -> {
                    assertThat(process.isAlive()).isTrue();
                    return answers(talks) >= THREADS * QUESTIONS_EACH;
                });
                await().atMost(PATIENCE).until(slack::isIdle);
                assertThat(process.stopsWithin(Duration.ofSeconds(40))).as(process.lastWords()).isTrue();
            }
            assertThat(died).containsExactlyInAnyOrderElementsOf(deaths);
            isRight(slack, talks, bySocket, died);
        }
    }

    private static void isRight(FakeSlack slack, List<Talk> talks, boolean bySocket, Set<FailPoint> died) {
        int pairs = talks.stream().mapToInt(talk -> talk.inOrder(bySocket).size()).sum();
        int most = THREADS * QUESTIONS_EACH * (QUESTIONS_EACH - 1) / 2;
        System.out.printf("%s: %d questions in %d threads, killed at %s, %d connections: %d answers, %d threads wrong,"
                + " %d of %d pairs of questions brought in order, asked %d times whether a message arrived%n",
                bySocket ? "Socket Mode" : "HTTP", THREADS * QUESTIONS_EACH, THREADS, died, slack.connectionsSoFar(),
                answers(talks), talks.stream().filter(talk -> !talk.isAnsweredOnce()).count(), pairs, most,
                slack.calls("conversations.replies").size());
        assertThat(talks).allMatch(Talk::isAnsweredOnce);
        assertThat(talks).allMatch(talk -> talk.isInOrder(bySocket));
        // Events that a busy machine accepts too late are delivered again, and may be overtaken.
        assertThat(pairs).isGreaterThan(most / 2);
        assertThat(slack.violations()).isEmpty();
        assertThat(slack.lost()).isEmpty();
    }

    /** Every fail point by one of the ways in: seven by HTTP, six by socket. */
    private static List<FailPoint> deaths(boolean bySocket) {
        List<FailPoint> points = List.of(FailPoint.values());
        return IntStream.range(0, points.size()).filter(i -> i % 2 == (bySocket ? 1 : 0)).mapToObj(points::get)
                .toList();
    }

    /**
     * Goes on until something is so; fails when nothing more is answered, however slow the machine is.
     *
     * @param most how many questions a thread asks by then; before the last process each one meets some that are new, and
     *             Slack's last tries wait, since a message whose four tries all meet a process that dies is lost by Slack
     */
    private static void converse(FakeSlack slack, List<Talk> talks, int most, int port, ParleyProcess process,
            BooleanSupplier until) {
        var rounds = new AtomicInteger();
        var answered = new AtomicInteger();
        var progressAt = new AtomicLong(System.nanoTime());
        await().forever().pollInterval(Duration.ofMillis(100)).until(() -> {
            int round = rounds.incrementAndGet();
            if (isListening(port)) {
                talks.forEach(talk -> talk.goOn(most));
                boolean stalled = System.nanoTime() - progressAt.get() > STALLED.toNanos();
                boolean done = slack.taken() == answers(talks);
                boolean spared = most < QUESTIONS_EACH && slack.isOnLastTry();
                if (slack.isWaiting() && !spared && (done || (round % 50 == 0 && stalled))) {
                    slack.turn(Duration.ofMinutes(1));
                }
            }
            if (round % 40 == 0) {
                slack.disconnect("refresh_requested");
            }
            if (answered.getAndSet(answers(talks)) != answered.get()) {
                progressAt.set(System.nanoTime());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - progressAt.get())).as(
                    () -> answered + " answers; given up: " + slack.lost().size() + "; waiting: " + waiting(talks)
                            + process.lastWords())
                    .isLessThan(PATIENCE);
            return until.getAsBoolean();
        });
    }

    private static List<Talk> waiting(List<Talk> talks) {
        return talks.stream().filter(talk -> talk.answers().size() < QUESTIONS_EACH).toList();
    }

    private static int answers(List<Talk> talks) {
        return talks.stream().mapToInt(talk -> talk.answers().size()).sum();
    }

    private ParleyProcess start(FakeSlack slack, boolean bySocket, int port, @Nullable FailPoint death, int time) {
        String way = bySocket ? "socket" : "http";
        Map<String, String> environment = new HashMap<>(
                Map.of("PARLEY_DATA_DIR", folder.resolve(way).toString(), "SERVER_PORT", Integer.toString(port),
                        "PARLEY_SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN, "PARLEY_SLACK_API_URL", slack.url().toString(),
                        "PARLEY_SLACK_LIMITS_CHANNEL_PER_SECOND", "50"));
        if (bySocket) {
            environment.put("PARLEY_SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
        } else {
            environment.put("PARLEY_SLACK_SIGNING_SECRET", FakeSlack.SECRET);
        }
        return ParleyProcess.start(folder.resolve(way + ".log"), environment, death, time);
    }

    private static List<Talk> talks(FakeSlack slack, Random random) {
        List<Entry> faq = starterFaq();
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Collections.shuffle(faq, random);
            talks.add(new Talk(slack, "C" + i % 10, List.copyOf(faq.subList(0, QUESTIONS_EACH))));
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
}
