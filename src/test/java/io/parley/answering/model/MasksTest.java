package io.parley.answering.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.answering.model.PlantedPersons.Planted;
import io.parley.channel.InboundSink;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.channel.scripted.ScriptedChannel.Line;
import io.parley.fake.model.FakeModels;
import io.parley.fake.model.ModelRequest;
import io.parley.fake.model.Protocol;
import io.parley.fake.model.Reply;
import io.parley.support.ParleyTest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.json.JsonMapper;

/** The model's server is told nobody's own data, and customers read theirs in the model's answers all the same. */
@ParleyTest(properties = {"parley.confidence.answer=0.999", "parley.confidence.choices=0.998"})
@Import(ScriptedChannel.class)
class MasksTest {
    private static final FakeModels models = FakeModels.start();
    private static final AtomicInteger number = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 4;
    private static final Pattern TOKEN = Pattern.compile("\\[[A-Z]+_\\d+]");
    private static final Pattern FIRST_ENTRY = Pattern
            .compile("(?s)\\[1] Question:.*?\\nAnswer: ([^\\n]+?)[.](?=\\s|$)");
    private static final Pattern ASKED = Pattern.compile("(?s)Earlier messages\\n(.*)");

    @Autowired
    ScriptedChannel channel;

    @Autowired
    InboundSink sink;

    /** How many people write. */
    int persons() {
        return 60;
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry properties) {
        properties.add("parley.llm.provider", () -> "openai");
        properties.add("parley.llm.base-url", () -> models.baseUrl(Protocol.OPENAI));
        properties.add("parley.llm.api-key", () -> FakeModels.KEY);
        properties.add("parley.llm.model", () -> FakeModels.MODEL);
    }

    @Test
    void tellTheModelNothingOfPersonsWhoReadItAllTheSame() {
        models.always(new Reply.Writes(MasksTest::withAllTokens));
        List<Planted> persons = PlantedPersons.of(persons());
        int before = models.requests().size();
        String threads = "masks-person-" + number.incrementAndGet() + "-";
        try (ExecutorService crowd = Executors.newFixedThreadPool(AT_ONCE)) {
            IntStream.range(0, persons()).forEach(i -> crowd.execute(() -> talk(threads + i, persons.get(i))));
        }

        String sent = models.requests().stream().skip(before).map(ModelRequest::body)
                .collect(Collectors.joining("\n")).toLowerCase(Locale.ROOT);
        List<String> left = persons.stream().flatMap(Planted::secrets).distinct()
                .filter(own -> stands(own.toLowerCase(Locale.ROOT), sent)).toList();
        assertThat(sent).contains("[name_1]", "[phone_1]", "[email_1]", "[order_1]", "[address_1]");
        assertThat(left).as("what the server was told").isEmpty();
        assertThat(models.requests().size() - before).isEqualTo(2 * persons());
        List<String> unlike = new ArrayList<>();
        for (int i = 0; i < persons(); i++) {
            String answer = channel.transcript(threads + i).getLast();
            Planted person = persons.get(i);
            if (TOKEN.matcher(answer).find() || !Stream.of(person.name(), person.mail(), person.phone(),
                    person.orderNumber(), person.street()).allMatch(answer::contains)) {
                unlike.add(person + ": " + answer);
            }
        }
        assertThat(unlike).isEmpty();
    }

    @Test
    void callTheSameThingAlikeInAllMessagesOfACall() {
        models.always(new Reply.Writes(MasksTest::withAllTokens));
        String thread = "masks-alike-" + number.incrementAndGet();
        say(thread, "zed", "I am ann@mail.example, where is my parcel of order FK204417?");
        say(thread, "zed", "Tell ANN@mail.example how long delivery of fk204417 takes, not bob@mail.example.");
        assertThat(models.lastRequest().everything()).contains("I am [EMAIL_1], where is my parcel of order [ORDER_1]?",
                "Tell [EMAIL_1] how long delivery of [ORDER_1] takes, not [EMAIL_2].");
    }

    @Test
    void letNobodyReadATokenThatTheModelMadeUp() {
        for (String token : List.of("[EMAIL_7]", "[NAME_1]", "EMAIL_2", "https://shop.example/[EMAIL_1]",
                "https://shop.example@[EMAIL_1]", "x[EMAIL_1]")) {
            models.always(new Reply.Writes(request -> withTokens(request, List.of(token))));
            String answer = say("masks-made-up-" + number.incrementAndGet(), "zed",
                    "I am ann@mail.example, where is my parcel now?");
            assertThat(answer).as(token).doesNotContainPattern("_\\d").doesNotContain("ann@");
        }
    }

    @Test
    void letNobodyWriteATokenToGetWhatItStandsFor() {
        for (String token : List.of("[EMAIL_1]", "EMAIL_1", "[email_1]", "［EMAIL_1］", "[ＥＭＡＩＬ_1]", "[EMA\u200bIL_1]")) {
            models.always(new Reply.Writes(MasksTest::withAllTokens));
            String thread = "masks-written-" + number.incrementAndGet();
            String answer = say(thread, "zed", "Where is my parcel, " + token + "?");
            assertThat(models.lastRequest().everything()).as(token).contains("Where is my parcel, [WORD_1]?");
            assertThat(answer).as(token).doesNotContain("@").doesNotContain("WORD_");
            say(thread, "zed", "I am ann@mail.example, and where is my parcel, " + token + "?");
            assertThat(models.lastRequest().everything()).as(token).contains("I am [EMAIL_1], and",
                    "parcel, [WORD_1]?");
        }
    }

    /** What people call themselves is chosen as freely as any sentence. */
    @Test
    void promiseNothingByWhatSomebodyIsCalled() {
        models.always(new Reply.Writes(MasksTest::withAllTokens));
        for (String name : List.of("Full Refund Guaranteed", "Volle Rückerstattung Garantiert",
                "You Keep Everything")) {
            String answer = say("masks-promise-" + number.incrementAndGet(), "zed",
                    "My name is " + name + ", where is my parcel now?");
            assertThat(models.lastRequest().everything()).contains("My name is [NAME_1]");
            assertThat(answer).doesNotContain(name);
        }
    }

    /** Says something; gives the answer. */
    private String say(String thread, String person, String text) {
        int before = channel.transcript(thread).size();
        String id = "masks-m" + number.incrementAndGet();
        Instant now = InstantSource.system().instant();
        sink.store(List.of(channel.raw(new Line("message", thread, person, id, null, text, now))));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                .until(() -> channel.transcript(thread).size() > before);
        return channel.transcript(thread).getLast();
    }

    /** Whether words stand in a text, and not within others. */
    private static boolean stands(String words, String text) {
        for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
            int end = at + words.length();
            if (!Character.isLetterOrDigit(text.charAt(at - 1)) && !Character.isLetterOrDigit(text.charAt(end))) {
                return true;
            }
        }
        return false;
    }

    private void talk(String thread, Planted person) {
        say(thread, person.name(), "Hello, I am %s. I live at %s and my account is %s. Where is my %s?".formatted(
                person.name(), person.street(), person.iban(), person.order()));
        say(thread, person.name(), "Could you tell %s on %s or by %s how much the delivery of it costs?".formatted(
                person.name(), person.phone(), person.mail()));
    }

    private static String withAllTokens(ModelRequest request) {
        String asked = ASKED.matcher(request.texts().getLast()).results().map(found -> found.group(1)).findFirst()
                .orElseThrow();
        return withTokens(request, TOKEN.matcher(asked).results().map(MatchResult::group).distinct().toList());
    }

    /** The first sentence of the first entry, with something in it. */
    private static String withTokens(ModelRequest request, List<String> tokens) {
        String sentence = FIRST_ENTRY.matcher(request.texts().getLast()).results().map(found -> found.group(1))
                .findFirst().orElseThrow();
        return JsonMapper.shared().writeValueAsString(Map.of("outcome", "answered", "answer",
                sentence + " " + String.join(" ", tokens) + " [1].", "sources", List.of(1)));
    }
}
