package io.parley.process.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.email.Post;
import io.parley.fake.slack.FakeSlack;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Fault;
import io.parley.process.ParleyProcess;
import io.parley.process.SteppedClock;
import io.parley.support.Ports;
import io.parley.support.TcpProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * 40 messages a second on all channels, by people who wait for their answers before they ask on, while services hang, refuse
 * or are slow, the database stands still, refuses, or falls silent, and a clock is set. The system property
 * {@code chaos.rounds} repeats it all, {@code chaos.strict} holds the times that are promised.
 */
@Tag("chaos")
class ChaosIT {
    private static final int TELEGRAM_PER_SECOND = 13;
    private static final int SLACK_PER_SECOND = 11;
    private static final int WEB_PER_SECOND = 15;
    private static final int MAILS_PER_SECOND = 1;
    private static final int MORE_MAILS = 10;
    private static final int PEOPLE = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(30);
    private static final Duration SHORT_TIME = Duration.ofSeconds(5);
    private static final Duration LONG_TIME = Duration.ofSeconds(14);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> SERVICES = Set.of("telegram", "slack", "email");

    /** Whether times are held, and not only printed: they say something on a machine that does nothing else. */
    private static final boolean STRICT = Boolean.getBoolean("chaos.strict");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final List<Phase> phases = new ArrayList<>();

    /** Something that goes wrong or ends to. */
    private interface Deed {
        void run() throws Exception;
    }

    @Test
    void losesNothingAndComesBackByItself() throws Exception {
        try (Scene scene = new Scene()) {
            for (int round = 0; round < Integer.getInteger("chaos.rounds", 1); round++) {
                scene.services();
                scene.database();
                scene.twoInstances();
            }
            scene.end();
        }
    }

    /** The application, all that it talks to, and people. */
    private final class Scene implements AutoCloseable {
        private final ExternalPostgres postgres = new ExternalPostgres(folder.resolve("postgres"));
        private final FakeTelegram telegram = FakeTelegram.start();
        private final FakeSlack slack = FakeSlack.start();
        private final Post post = Post.start();
        private final TcpProxy smtp = new TcpProxy(post.smtpPort());
        private final List<TcpProxy> proxies = new ArrayList<>();
        private final List<Integer> ports = new CopyOnWriteArrayList<>();
        private final List<ParleyProcess> processes = new ArrayList<>();
        private final List<Crowd> crowds;
        private final WebCrowd web;
        private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(5);

        Scene() throws Exception {
            slack.useSocket();
            addInstance();
            web = new WebCrowd(ports, PEOPLE);
            crowds = List.of(new TelegramCrowd(telegram, PEOPLE), new SlackCrowd(slack, PEOPLE), web,
                    new MailCrowd(post));
            List<Integer> rates = List.of(TELEGRAM_PER_SECOND, SLACK_PER_SECOND, WEB_PER_SECOND, MAILS_PER_SECOND);
            for (int i = 0; i < crowds.size(); i++) {
                Crowd crowd = crowds.get(i);
                every(1_000_000 / rates.get(i), crowd::ask);
                every(100_000, crowd::look);
            }
            pass(WARM_UP);
        }

        /** Adds an instance; later HTTP requests may go to it, too. */
        private void addInstance() throws IOException {
            int number = processes.size();
            SteppedClock.set(clock(number), 0);
            proxies.add(new TcpProxy(postgres.port()));
            int port = Ports.unused();
            ParleyProcess process = start(number, port);
            processes.add(process);
            await().atMost(PATIENCE).until(process::isServing);
            ports.add(port);
        }

        private void every(long micros, Runnable deed) {
            var _ = timer.scheduleAtFixedRate(deed, 0, micros, TimeUnit.MICROSECONDS);
        }

        private ParleyProcess start(int number, int port) throws IOException {
            Map<String, String> environment = new HashMap<>(Map.of("PARLEY_DATA_DIR",
                    folder.resolve("data-" + number).toString(), "SERVER_PORT", Integer.toString(port),
                    "SPRING_DATASOURCE_URL",
                    "jdbc:postgresql://127.0.0.1:" + proxies.get(number).port() + "/postgres",
                    "SPRING_DATASOURCE_USERNAME", "postgres", "SPRING_DATASOURCE_PASSWORD", "none",
                    // More strangers write within the hour than one mailbox answers otherwise.
                    "PARLEY_EMAIL_LIMITS_MAILBOX_PER_HOUR", "2000", "PARLEY_TELEGRAM_TOKEN", FakeTelegram.TOKEN,
                    "PARLEY_TELEGRAM_API_URL",
                    telegram.url().toString()));
            environment.putAll(Map.of("PARLEY_SLACK_BOT_TOKEN", FakeSlack.BOT_TOKEN, "PARLEY_SLACK_APP_TOKEN",
                    FakeSlack.APP_TOKEN, "PARLEY_SLACK_API_URL", slack.url().toString(),
                    "PARLEY_SLACK_LIMITS_CHANNEL_PER_SECOND", "20", "PARLEY_EMAIL_ADDRESS", Post.SHOP,
                    "PARLEY_EMAIL_IMAP_URL", post.imapUrl(Post.SHOP), "PARLEY_EMAIL_SMTP_URL",
                    post.smtpUrl(Post.SHOP).replaceFirst(":\\d+$", ":" + smtp.port()),
                    "PARLEY_TELEGRAM_POLL_TIMEOUT", "5s", "PARLEY_WEB_MESSAGES_PER_MINUTE_AND_ADDRESS", "10000",
                    // The first mail may be there before the mailbox is looked at for the first time.
                    "PARLEY_EMAIL_ANSWER_EXISTING", "true"));
            // The first compiler only: a machine of two cores that does all this has no time for the second one.
            return ParleyProcess.start(folder.resolve("parley-" + number + ".log"), environment,
                    List.of("--add-modules=jdk.incubator.vector", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp",
                            System.getProperty("java.class.path"), "-Dclock.file=" + clock(number)));
        }

        private Path clock(int number) {
            return folder.resolve("clock-" + number);
        }

        void services() throws Exception {
            during("telegram hangs", Duration.ofSeconds(12), SHORT_TIME,
                    () -> telegram.faults().when((method, request) -> true, Integer.MAX_VALUE, Fault.hangUndone()),
                    telegram.faults()::clear);
            during("slack refuses", Duration.ofSeconds(12), SHORT_TIME, slack::down, slack::up);
            during("email takes 1 a second", Duration.ofSeconds(12), SHORT_TIME, () -> {
                smtp.serveOneIn(Duration.ofSeconds(1));
                IntStream.range(0, MORE_MAILS).forEach(i -> crowds.getLast().ask());
            }, () -> smtp.serveOneIn(Duration.ZERO));
        }

        void database() throws Exception {
            during("database frozen", Duration.ofSeconds(8), LONG_TIME, postgres::freeze, postgres::thaw);
            during("database refuses", Duration.ofSeconds(60), LONG_TIME, proxies.getFirst()::refuse,
                    proxies.getFirst()::accept);
            during("database cut silently", Duration.ofSeconds(1), LONG_TIME, proxies.getFirst()::silence, () -> {});
        }

        void twoInstances() throws Exception {
            if (processes.size() == 1) {
                addInstance();
                pass(WARM_UP);
            }
            during("two: one an hour ahead", Duration.ofSeconds(5), SHORT_TIME,
                    () -> SteppedClock.set(clock(0), 3600), () -> SteppedClock.set(clock(0), 0));
            during("two: one an hour behind", Duration.ofSeconds(5), SHORT_TIME,
                    () -> SteppedClock.set(clock(0), -3600), () -> SteppedClock.set(clock(0), 0));
            during("two: database frozen", Duration.ofSeconds(8), LONG_TIME, postgres::freeze, postgres::thaw);
            during("two: one cut silently", Duration.ofSeconds(1), LONG_TIME, proxies.getFirst()::silence, () -> {});
        }

        void during(String fault, Duration time, Duration after, Deed begin, Deed end) throws Exception {
            long from = System.nanoTime();
            begin.run();
            pass(time);
            end.run();
            long back = System.nanoTime();
            // Slack brings again what was not acknowledged.
            slack.disconnect("refresh_requested");
            pass(after);
            phases.add(new Phase(fault, from, back, System.nanoTime()));
        }

        /** Nobody asks any more; whatever was asked is answered, or lost. */
        void end() throws Exception {
            timer.shutdown();
            slack.disconnect("refresh_requested");
            long until = System.nanoTime() + PATIENCE.toNanos();
            await().forever().pollInterval(Duration.ofMillis(200)).until(() -> {
                crowds.forEach(Crowd::look);
                return asked().stream().allMatch(Asked::isAnswered) || System.nanoTime() > until
                        || processes.stream().noneMatch(ParleyProcess::isAlive);
            });
            report();
            for (ParleyProcess process : processes) {
                assertThat(process.stopsWithin(Duration.ofSeconds(40))).as(process.lastWords()).isTrue();
            }
        }

        private List<Asked> asked() {
            return crowds.stream().flatMap(crowd -> crowd.asked().stream()).toList();
        }

        private void report() throws Exception {
            List<Asked> asked = asked();
            phases.forEach(phase -> System.out.println(phase.report(asked)));
            crowds.forEach(crowd -> System.out.printf("%-10s %5d asked, %d lost, %d doubled, %d out of order%n",
                    crowd.channel(), crowd.asked().size(),
                    crowd.asked().stream().filter(one -> !one.isAnswered()).count(), crowd.doubled(),
                    crowd.outOfOrder()));
            long doubledOnTheWeb = postgres.number("""
                    select count(*) from (select from web_message where in_reply_to is not null
                                          group by thread, in_reply_to having count(*) > 1) doubled""");
            assertThat(asked.stream().filter(one -> !one.isAnswered()).map(this::told)).as("lost").isEmpty();
            assertThat(crowds).allSatisfy(crowd -> assertThat(crowd.doubled()).as(crowd.channel()).isZero());
            assertThat(crowds).allSatisfy(crowd -> assertThat(crowd.outOfOrder()).as(crowd.channel()).isZero());
            assertThat(doubledOnTheWeb).isZero();
            if (STRICT) {
                phases.forEach(phase -> isInTime(phase, asked));
            }
        }

        /** Names one question by its channel, the seconds since the first one, the phase and its words. */
        private String told(Asked one) {
            long first = asked().stream().mapToLong(Asked::at).min().orElseThrow();
            return String.format(Locale.ROOT, "%s, %.1f s, %s: %s", one.channel(), (one.at() - first) / 1e9,
                    phaseOf(one), one.question().text());
        }

        private String phaseOf(Asked one) {
            return phases.stream().filter(phase -> one.isWithin(phase.from(), phase.to())).map(Phase::fault).findFirst()
                    .orElse("before");
        }

        private void isInTime(Phase phase, List<Asked> asked) {
            String failing = phase.fault().substring(0, phase.fault().indexOf(' '));
            if (SERVICES.contains(failing)) {
                Map<String, Double> others = new HashMap<>(phase.p95(asked));
                others.remove(failing);
                assertThat(others.values()).as(phase.fault()).allMatch(seconds -> seconds < 1);
            } else {
                assertThat(phase.secondsUntilNormal(asked).values()).as(phase.fault())
                        .allMatch(seconds -> seconds <= 10);
            }
        }

        @Override
        public void close() throws IOException {
            timer.shutdownNow();
            web.close();
            processes.forEach(ParleyProcess::close);
            proxies.forEach(TcpProxy::close);
            smtp.close();
            post.close();
            slack.close();
            telegram.close();
            postgres.close();
        }
    }

    private static void pass(Duration time) {
        await().pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
    }
}
