package io.parley.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.parley.Parley;
import io.parley.channel.email.Post;
import io.parley.fake.collector.FakeCollector;
import io.parley.fake.collector.Seen;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.Protocol;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import io.parley.support.ChatVisitor;
import io.parley.support.TestDatabase;
import io.parley.tracing.Steps.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/** Two instances on one database, one of which only receives, and a collector to which both send their spans. */
@SuppressWarnings("NullAway.Init")
@ExtendWith(OutputCaptureExtension.class)
@Timeout(300)
class TracesTest {
    private static final String MARKER = "quillberry";
    private static final String NAME = "Persephonia";
    private static final String ADDRESS = "persephonia.private@example.org";
    private static final int MORE_THAN_WAIT = 6_000;
    private static final int MOST_THAT_WAIT = 3_000;

    private static FakeCollector collector;
    private static FakeModels models;
    private static FakeTelegram telegram;
    private static Post post;
    private static TestDatabase database;
    private static ConfigurableApplicationContext receiving;
    private static ConfigurableApplicationContext working;
    @TempDir
    private static Path data;

    @BeforeAll
    static void start() {
        collector = FakeCollector.start();
        models = FakeModels.start();
        telegram = FakeTelegram.start();
        post = Post.start();
        database = TestDatabase.migrated();
        receiving = instance("receiving");
        Stream.of("inboxWorkers", "outboxWorkers").map(name -> receiving.getBean(name, SmartLifecycle.class))
                .forEach(SmartLifecycle::stop);
        working = instance("working");
    }

    @AfterAll
    static void stop() {
        working.close();
        receiving.close();
        database.close();
        post.close();
        telegram.close();
        models.close();
        collector.close();
    }

    private static ConfigurableApplicationContext instance(String name) {
        return new SpringApplicationBuilder(Parley.class).run("--server.port=0",
                "--spring.datasource.url=" + database.getJdbcUrl(),
                "--spring.datasource.username=" + database.getUsername(),
                "--spring.datasource.password=" + database.getPassword(), "--parley.admin.password=open sesame",
                "--parley.data-dir=" + data.resolve(name), "--parley.telegram.token=" + telegram.token(),
                "--parley.telegram.api-url=" + telegram.url(), "--parley.email.address=" + Post.SHOP,
                "--parley.email.imap-url=" + post.imapUrl(Post.SHOP), "--parley.email.answer-existing=true",
                "--parley.email.smtp-url=" + post.smtpUrl(Post.SHOP), "--parley.email.check-every=2s",
                "--parley.llm.provider=openai", "--parley.llm.base-url=" + models.baseUrl(Protocol.OPENAI),
                "--parley.llm.api-key=" + FakeModels.KEY, "--parley.llm.model=" + FakeModels.MODEL,
                "--management.opentelemetry.tracing.export.otlp.endpoint=" + collector.url(),
                "--management.opentelemetry.tracing.export.otlp.timeout=500ms",
                "--management.opentelemetry.tracing.export.schedule-delay=100ms");
    }

    private static int port(ConfigurableApplicationContext instance) {
        return Integer.parseInt(instance.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @Test
    void aMessageIsOneTraceAlsoWhenOneInstanceReceivesAndTheOtherAnswers() {
        List<Seen> spans = asked("Do you deliver " + MARKER + " to the moon?");

        Seen received = span(spans, "receive");
        assertThat(received.parent()).isEmpty();
        assertThat(received.attributes()).containsEntry("parley.channel", "web");
        for (String name : List.of("process", "understand", "find_answer", "decide", "search", "rank", "write_answer",
                "deliver", "mark_sending", "send", "mark_sent")) {
            assertThat(span(spans, name).trace()).as(name).isEqualTo(received.trace());
            assertThat(span(spans, name).instance()).as(name).isNotEqualTo(received.instance());
        }
        isBelow(spans, "process", "receive");
        isBelow(spans, "write_answer", "process");
        isBelow(spans, "decide", "find_answer");
        isBelow(spans, "search", "decide");
        isBelow(spans, "rank", "search");
        isBelow(spans, "deliver", "write_answer");
        isBelow(spans, "send", "deliver");
        assertThat(span(spans, "deliver").attributes()).containsEntry("parley.channel", "web")
                .containsEntry("parley.try", 1L);
    }

    @Test
    void aCallOfTheModelSaysWhatItTook() {
        int before = models.requests().size();
        List<Seen> spans = asked("Could I have my parcel of " + MARKER + " on a boat in November?");

        assertThat(models.requests()).hasSizeGreaterThan(before);
        Seen call = span(spans, "chat " + FakeModels.MODEL);
        isBelow(spans, call.name(), "decide");
        assertThat(call.attributes()).containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", FakeModels.MODEL)
                .hasEntrySatisfying("gen_ai.usage.input_tokens", tokens -> assertThat((Long) tokens).isPositive())
                .hasEntrySatisfying("gen_ai.usage.output_tokens", tokens -> assertThat((Long) tokens).isPositive());
    }

    @Test
    void inTelegramAndByMailAMessageIsOneTraceToo() {
        FakeChat chat = telegram.privateChat(NAME);
        chat.say("How do I return " + MARKER + "?");
        chat.await(said -> said.stream().anyMatch(Line::byBot), Duration.ofSeconds(60));
        post.deliver(Post.SHOP, Post.from(NAME, ADDRESS).saying("How do I return " + MARKER + "?"));
        await().until(() -> !post.inbox(ADDRESS).isEmpty());

        for (String channel : List.of("telegram", "email")) {
            await().untilAsserted(() -> assertThat(collector.spans().stream()
                    .filter(span -> span.name().equals("deliver") && channel.equals(span.attributes().get(
                            "parley.channel")))
                    .map(span -> names(trace(span.trace())))).anySatisfy(
                            names -> assertThat(names).contains("receive", "process", "send", "mark_sent")));
        }
    }

    @Test
    void noSpanHoldsWhatAPersonSaysOrIsCalled() {
        inTelegramAndByMailAMessageIsOneTraceToo();
        asked("My name is " + NAME + ", mail " + ADDRESS + " about " + MARKER);
        String trace = failed(new IllegalStateException("cannot read " + MARKER, new IllegalStateException(ADDRESS)));
        await().until(() -> trace(trace).size() == 2);

        String sent = collector.bytes();
        assertThat(sent).contains("find_answer").doesNotContainIgnoringCase(MARKER).doesNotContainIgnoringCase(NAME)
                .doesNotContain(ADDRESS).doesNotContain("s-visitor-").doesNotContain(telegram.token())
                .doesNotContain(FakeModels.KEY);
    }

    @Test
    void ofAnErrorASpanTellsTheClass() {
        String trace = failed(new IllegalStateException(MARKER));

        await().until(() -> trace(trace).size() == 2);
        assertThat(trace(trace)).filteredOn(span -> span.name().equals("process")).singleElement().satisfies(span -> {
            assertThat(span.attributes()).containsEntry("error.type", "java.lang.IllegalStateException");
            assertThat(span.status()).contains("ERROR");
            assertThat(span.events()).isZero();
        });
    }

    @Test
    void messagesGoOnWhileTheCollectorHangs(CapturedOutput log) {
        Steps steps = working.getBean(Steps.class);
        collector.hangs(true);
        try (ChatVisitor visitor = new ChatVisitor(port(receiving))) {
            assertThat(visitor.ask("How do I return a parcel?")).isPositive();
            await().untilAsserted(() -> assertThat(log).contains("Traces can't be sent"));
            List<String> traces = IntStream.range(0, MORE_THAN_WAIT).mapToObj(i -> begun(steps)).toList();
            collector.hangs(false);
            List<String> later = new ArrayList<>();
            await().until(() -> {
                later.add(begun(steps));
                return later.stream().anyMatch(one -> !trace(one).isEmpty());
            });

            Set<String> came = collector.spans().stream().map(Seen::trace).collect(Collectors.toSet());
            assertThat(traces.stream().filter(came::contains)).hasSizeLessThan(MOST_THAT_WAIT);
            assertThat(visitor.ask("How do I return a parcel?")).isPositive();
        } finally {
            collector.hangs(false);
        }
        assertThat(said(log, "Traces can't be sent") - said(log, "Traces are sent to the collector again"))
                .as("each of two instances says it once, and anew only after it went again").isLessThanOrEqualTo(2);
        assertThat(log).doesNotContain("io.opentelemetry");
    }

    private static long said(CapturedOutput log, String sentence) {
        return log.toString().lines().filter(line -> line.contains(sentence)).count();
    }

    /** What the receiving instance is asked and the working one answers: all spans of its trace. */
    private static List<Seen> asked(String question) {
        List<String> before = traces();
        try (ChatVisitor visitor = new ChatVisitor(port(receiving))) {
            visitor.ask(question);
        }
        String trace = await().until(() -> traces().stream().filter(one -> !before.contains(one))
                .filter(TracesTest::isInTheWebChat)
                .filter(one -> names(trace(one)).containsAll(Set.of("receive", "process", "deliver")))
                .filter(TracesTest::isWhole).findFirst().orElse(null), Objects::nonNull);
        return trace(trace);
    }

    private static boolean isWhole(String trace) {
        Set<String> ids = trace(trace).stream().map(Seen::id).collect(Collectors.toSet());
        return trace(trace).stream().allMatch(span -> span.parent().isEmpty() || ids.contains(span.parent()));
    }

    private static boolean isInTheWebChat(String trace) {
        return trace(trace).stream().anyMatch(span -> "web".equals(span.attributes().get("parley.channel")));
    }

    private static List<String> traces() {
        return collector.spans().stream().map(Seen::trace).distinct().toList();
    }

    private static List<Seen> trace(String trace) {
        return collector.spans().stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private static Set<String> names(List<Seen> spans) {
        return spans.stream().map(Seen::name).collect(Collectors.toSet());
    }

    /** The first of that name; a step that failed is taken again within the same trace. */
    private static Seen span(List<Seen> spans, String name) {
        return all(spans, name).getFirst();
    }

    private static List<Seen> all(List<Seen> spans, String name) {
        List<Seen> named = spans.stream().filter(span -> span.name().equals(name)).toList();
        assertThat(named).as(name).isNotEmpty();
        return named;
    }

    private static void isBelow(List<Seen> spans, String name, String above) {
        assertThat(all(spans, above)).extracting(Seen::id).as(name + " below " + above)
                .containsAll(all(spans, name).stream().map(Seen::parent).toList());
    }

    /** The id of a trace of a message whose working fails. */
    private static String failed(RuntimeException failure) {
        Steps steps = working.getBean(Steps.class);
        try (Beginning beginning = steps.begin("scripted")) {
            assertThat(catchThrowable(() -> steps.follow(Step.PROCESS, beginning.trace(), "scripted", 1, () -> {
                throw failure;
            }))).isSameAs(failure);
            return id(beginning.trace());
        }
    }

    private static String begun(Steps steps) {
        try (Beginning beginning = steps.begin("scripted")) {
            return id(beginning.trace());
        }
    }

    private static String id(@Nullable String traceparent) {
        return Objects.requireNonNull(traceparent).split("-", -1)[1];
    }

    /** Longer than anything takes, however busy the machine is. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60));
    }
}
