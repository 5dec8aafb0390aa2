package io.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One process that is killed again and again while people ask in Slack's threads. */
class SlackCrashTest {
    private static final int THREADS = 50;
    private static final int QUESTIONS_EACH = 10;
    private static final int KILLS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int TELLING = 40;

    @TempDir
    Path folder;

    /** A question of the FAQ and how its answer begins. */
    private record Entry(String question, String answer) {}

    /** People who write in a thread, each question once the one before is answered. */
    private static final class Talk {
        private final String channel;
        private final List<Entry> questions;
        private String root = "";
        private int asked;

        Talk(String channel, List<Entry> questions) {
            this.channel = channel;
            this.questions = questions;
        }

        List<Post> answers(FakeSlack slack) {
            return root.isEmpty() ? List.of() : slack.answers(channel, root);
        }

        void goOn(FakeSlack slack) {
            if (asked < questions.size() && answers(slack).size() >= asked) {
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
            List<Talk> talks = talks();
            slack.duplicateOneIn(7);
            if (bySocket) {
                slack.useSocket();
            }
            int port = freePort();
            slack.bringTo(URI.create("http://127.0.0.1:" + port + "/slack/events"));
            for (int life = 0; life <= KILLS; life++) {
                int until = life == KILLS
                        ? THREADS * QUESTIONS_EACH
                        : (life + 1) * THREADS * QUESTIONS_EACH / (KILLS + 2);
                try (ParleyProcess process = start(slack, bySocket, port)) {
                    converse(slack, talks, until, process, port);
                    if (life == KILLS) {
                        await().atMost(PATIENCE).until(slack::isIdle);
                        assertThat(process.stopsWithin(Duration.ofSeconds(40))).as(process.lastWords()).isTrue();
                    }
                }
            }
            long wrong = talks.stream().filter(talk -> !talk.isRight(slack)).count();
            System.out.printf("%s: %d questions in %d threads, %d kills, %d connections: %d answers, %d threads wrong,"
                    + " asked %d times whether a message arrived%n", bySocket ? "Socket Mode" : "HTTP",
                    THREADS * QUESTIONS_EACH, THREADS, KILLS, slack.connectionsSoFar(), answers(slack, talks), wrong,
                    slack.calls("conversations.replies").size());
            assertThat(talks).allMatch(talk -> talk.isRight(slack));
            assertThat(slack.violations()).isEmpty();
            assertThat(slack.lost()).isEmpty();
        }
    }

    private static void converse(FakeSlack slack, List<Talk> talks, int until, ParleyProcess process,
            int port) {
        var rounds = new HashMap<String, Integer>();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            talks.forEach(talk -> talk.goOn(slack));
            int round = rounds.merge("round", 1, Integer::sum);
            // Slack would give up on what it brings in vain for six minutes.
            if (round % 10 == 0 && isListening(port)) {
                slack.turn(Duration.ofMinutes(1));
            }
            if (round % 40 == 0) {
                slack.disconnect("refresh_requested");
            }
            assertThat(process.isAlive()).isTrue();
            return answers(slack, talks) >= until;
        });
    }

    private static int answers(FakeSlack slack, List<Talk> talks) {
        return talks.stream().mapToInt(talk -> talk.answers(slack).size()).sum();
    }

    private ParleyProcess start(FakeSlack slack, boolean bySocket, int port) {
        Map<String, String> environment = new HashMap<>(
                Map.of("PARLEY_DATA_DIR", folder.resolve("data").toString(), "SERVER_PORT", Integer.toString(port),
                        "PARLEY_SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN, "PARLEY_SLACK_API_URL", slack.url().toString(),
                        "PARLEY_SLACK_LIMITS_CHANNEL_PER_SECOND", "50"));
        if (bySocket) {
            environment.put("PARLEY_SLACK_APP_TOKEN", FakeSlack.APP_TOKEN);
        } else {
            environment.put("PARLEY_SLACK_SIGNING_SECRET", FakeSlack.SECRET);
        }
        return ParleyProcess.start(folder.resolve("parley.log"), environment, null, 1);
    }

    private static List<Talk> talks() {
        List<Entry> faq = starterFaq();
        Random random = new Random(20_26);
        List<Talk> talks = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            Collections.shuffle(faq, random);
            talks.add(new Talk("C" + i % 10, List.copyOf(faq.subList(0, QUESTIONS_EACH))));
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
