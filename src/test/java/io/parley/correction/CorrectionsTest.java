package io.parley.correction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.parley.channel.InboundSink;
import io.parley.channel.PermanentDeliveryFailure;
import io.parley.channel.email.Post;
import io.parley.channel.scripted.ScriptedChannel;
import io.parley.channel.scripted.ScriptedChannel.Line;
import io.parley.conversation.Replies;
import io.parley.correction.Recipient.State;
import io.parley.correction.Recipient.Unreached;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.support.ParleyTest;
import io.parley.support.Team;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Those who got a wrong answer are told what is right, once each, and nobody else; who cannot be told is named. */
@ParleyTest(properties = {"parley.email.address=" + Post.SHOP, "parley.email.answer-existing=true",
        "parley.email.check-every=2s", "db-scheduler.enabled=false", "parley.public-url=https://chat.shop.example"})
@Import(ScriptedChannel.class)
@DirtiesContext
@Timeout(240)
class CorrectionsTest {
    private static final Post post = Post.start();
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final String SORRY = "We have to correct an answer that you got from us";
    private static final AtomicInteger number = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.shared();

    @LocalServerPort
    private int port;
    @Autowired
    private ScriptedChannel scripted;
    @Autowired
    private InboundSink sink;
    @Autowired
    private FaqDesk faq;
    @Autowired
    private Corrections corrections;
    @Autowired
    private Replies replies;
    @Autowired
    private TransactionOperations transaction;
    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void mail(DynamicPropertyRegistry properties) {
        properties.add("parley.email.imap-url", () -> post.imapUrl(Post.SHOP));
        properties.add("parley.email.smtp-url", () -> post.smtpUrl(Post.SHOP));
    }

    @AfterEach
    void end() {
        scripted.behave(delivery -> {});
        http.close();
    }

    @AfterAll
    static void close() {
        post.close();
    }

    @Test
    void eachIsToldOnceOnTheirChannelAndNobodyElse() throws Exception {
        String question = "Can I bring my llama to the pottery class?";
        FaqId entry = add(question, "Yes, on a lead.");
        says("lama-1", question);
        String session = visits(question);
        post.deliver(Post.SHOP, Post.from("Ann", "ann@example.org").saying(question));
        await().atMost(AT_MOST).until(() -> post.inbox("ann@example.org").size() == 1);
        says("german", "Darf ich mit meinem Lama in den Töpferkurs? Ich frage für eine Freundin.");
        says("elsewhere", "Where is my order?");

        Correction made = corrected(entry, "No, llamas stay outside.");
        says("lama-2", question);
        assertThat(reader("lama-2")).containsExactly("No, llamas stay outside.");
        assertThat(corrections.recipients(made.id(), 0, 10)).extracting(Recipient::channel)
                .containsExactlyInAnyOrder("scripted", "web", "email");
        assertThat(corrections.recipients(made.id(), 0, 10)).allMatch(Recipient::isOpen)
                .filteredOn(one -> one.channel().equals("email")).extracting(Recipient::name).containsExactly("Ann");
        assertThat(made.told()).isEqualTo("No, llamas stay outside.");
        assertThat(made.former()).isEqualTo("Yes, on a lead.");

        for (int i = 0; i < 3; i++) {
            JsonNode sent = json.readTree(call("POST", "/api/corrections/" + entry.value(), "{}").body());
            assertThat(sent.path("progress").path("sent").asInt()).isEqualTo(3);
            assertThat(sent.path("got").asInt()).isEqualTo(3);
        }
        corrections.run();

        await().atMost(AT_MOST).until(() -> post.inbox("ann@example.org").size() == 2);
        settled();
        assertThat(reader("lama-1")).hasSize(2).last().asString().startsWith(SORRY + ", about “" + question + "”")
                .endsWith("\n\nNo, llamas stay outside.");
        assertThat(reader("lama-2")).hasSize(1);
        assertThat(reader("elsewhere")).hasSize(1);
        assertThat(history(session)).containsOnlyOnce("We have to correct").containsOnlyOnce("llamas stay outside");
        assertThat(post.inbox("ann@example.org")).hasSize(2);
        assertThat(Post.plain(post.inbox("ann@example.org").getLast())).contains(SORRY, "No, llamas stay outside.");
        assertThat(post.inbox("ann@example.org").getLast().header("In-Reply-To")).isNotEmpty();
        assertThat(audited(entry)).containsExactly("conversations: 3");
    }

    @Test
    void theTextCanBeAnotherAndTheLeadIsInTheCustomersLanguage() {
        String question = "Vermietet ihr Unterseeboote?";
        FaqId entry = add(question, "Ja, gelbe.");
        says("german-boat", question);
        says("english-boat", "Do you speak English with me, please? I would like that.");
        Correction made = corrected(entry, "Nein.");

        corrections.send(made.id(), "Nein, leider nicht mehr.", null, "bob");
        settled();

        assertThat(reader("german-boat")).last().asString().startsWith("Wir müssen eine Antwort richtigstellen")
                .endsWith("Nein, leider nicht mehr.");
        assertThat(corrections.find(made.id()).orElseThrow().told()).isEqualTo("Nein, leider nicht mehr.");
    }

    @Test
    void thoseWhoCannotBeReachedAreNamedAndToldOnceTheyCan() throws Exception {
        String question = "Is the lighthouse open on Sundays?";
        FaqId entry = add(question, "It is open all day.");
        List<String> threads = List.of("blocked", "agent", "erasing", "moved", "well");
        threads.forEach(thread -> says(thread, question));
        visits("made-up-1", question);
        post.deliver(Post.SHOP, Post.from("Sue", "sue@example.org").saying(question));
        await().atMost(AT_MOST).until(() -> post.inbox("sue@example.org").size() == 1);
        jdbc.sql("insert into mail_suppression select mailbox, person, now() from mail_thread where person = ?")
                .param("sue@example.org").update();
        set("blocked", "reachable = false");
        set("agent", "state = 'with_agent'");
        set("moved", "state = 'closed'");
        jdbc.sql("update participant set erasing_at = now() where external_id = 'erasing'").update();

        Correction made = corrected(entry, "It is closed on Sundays.");
        corrections.send(made.id(), made.told(), null, "bob");
        settled();

        assertThat(corrections.find(made.id()).orElseThrow().progress())
                .isEqualTo(new Correction.Progress(0, 1, 6));
        assertThat(corrections.recipients(made.id(), 0, 20)).filteredOn(one -> one.why() != null)
                .extracting(Recipient::why).containsExactlyInAnyOrder(Unreached.BLOCKED, Unreached.AGENT,
                        Unreached.ERASED, Unreached.OVER, Unreached.GONE, Unreached.UNSUBSCRIBED);
        assertThat(corrections.recipients(made.id(), 0, 20)).filteredOn(one -> one.state() == State.SENT)
                .extracting(Recipient::name).containsExactly("well");
        for (String thread : List.of("blocked", "agent", "erasing", "moved")) {
            assertThat(reader(thread)).as(thread).containsExactly("It is open all day.");
        }
        assertThat(post.inbox("sue@example.org")).hasSize(1);

        set("agent", "state = 'bot'");
        corrections.send(made.id(), made.told(), null, "bob");
        settled();
        assertThat(reader("agent")).hasSize(2).last().asString().endsWith("It is closed on Sundays.");
        assertThat(reader("well")).hasSize(2);
        assertThat(corrections.find(made.id()).orElseThrow().progress())
                .isEqualTo(new Correction.Progress(0, 2, 5));
    }

    @Test
    void onlyThoseAreToldWhoAreChosen() {
        String question = "How do I feed the office parrot?";
        FaqId entry = add(question, "With nuts.");
        says("parrot-1", question);
        says("parrot-2", question);
        Correction made = corrected(entry, "With seeds.");
        long first = corrections.recipients(made.id(), 0, 1).getFirst().conversation();
        long stranger = jdbc.sql("select max(id) + 1000 from conversation").query(Long.class).single();

        corrections.send(made.id(), made.told(), List.of(first, stranger), "bob");
        settled();

        assertThat(reader("parrot-1")).hasSize(2);
        assertThat(reader("parrot-2")).hasSize(1);
        assertThat(audited(entry)).containsExactly("conversations: 1");
    }

    @Test
    void theBotTalksOverNoAgentWhoCameMeanwhile() throws Exception {
        String question = "Which gas does the balloon burn?";
        FaqId entry = add(question, "Helium.");
        says("balloon", question);
        Correction made = corrected(entry, "Propane.");
        long conversation = corrections.recipients(made.id(), 0, 1).getFirst().conversation();
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch goes = new CountDownLatch(1);
        CompletableFuture<Void> agent = CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> {
            replies.agentSays(replies.lock(conversation), Team.agent(jdbc, "Bob"), "It burns propane, sorry!",
                    Duration.ZERO);
            written.countDown();
            join(goes);
        }), Thread::startVirtualThread);
        join(written);
        CompletableFuture<Void> sending = CompletableFuture
                .runAsync(() -> corrections.send(made.id(), made.told(), null, "ann"), Thread::startVirtualThread);
        await().atMost(AT_MOST).until(() -> jdbc
                .sql("""
                        select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'""")
                .query(Integer.class).single() > 0);
        goes.countDown();
        agent.join();
        sending.join();
        settled();

        assertThat(reader("balloon")).containsExactly("Helium.", "It burns propane, sorry!");
        assertThat(corrections.recipients(made.id(), 0, 1)).extracting(Recipient::why)
                .containsExactly(Unreached.AGENT);
    }

    @Test
    void manyAreToldInBatchesAndWhatFailsIsToldLater() {
        String question = "Who repairs accordions in the basement?";
        FaqId entry = add(question, "Nobody.");
        says("accordion-0", question);
        IntStream.range(1, 120).forEach(i -> copy("accordion-0", "accordion-" + i));
        Correction made = corrected(entry, "Mr. Moll.");
        jdbc.sql("""
                create or replace function breaks() returns trigger language plpgsql as $$
                begin if new.address = 'accordion-7' then raise 'broken off'; end if; return new; end $$""").update();
        jdbc.sql("create trigger breaks before insert on outbox for each row execute function breaks()").update();

        assertThat(corrections.send(made.id(), made.told(), null, "ann").orElseThrow().progress())
                .isEqualTo(new Correction.Progress(71, 49, 0));
        corrections.run();
        assertThat(corrections.find(made.id()).orElseThrow().progress())
                .isEqualTo(new Correction.Progress(1, 119, 0));
        jdbc.sql("drop trigger breaks on outbox").update();
        corrections.run();
        corrections.run();

        settled();
        assertThat(corrections.find(made.id()).orElseThrow().progress())
                .isEqualTo(new Correction.Progress(0, 120, 0));
        assertThat(IntStream.range(0, 120).mapToObj(i -> reader("accordion-" + i)))
                .allSatisfy(seen -> assertThat(seen).filteredOn(one -> one.startsWith(SORRY)).hasSize(1));
    }

    @Test
    void aMessageThatCannotBeDeliveredIsShown() {
        String question = "May children climb the chestnut tree?";
        FaqId entry = add(question, "Yes.");
        says("tree", question);
        Correction made = corrected(entry, "No.");
        scripted.behave(delivery -> {
            throw new PermanentDeliveryFailure("refused", false);
        });

        corrections.send(made.id(), made.told(), null, "ann");

        await().atMost(AT_MOST).until(
                () -> corrections.recipients(made.id(), 0, 1).getFirst().state() == State.FAILED);
    }

    @Test
    void betterWordsAreNoCorrectionAndOnlyTheWrongOnesCount() {
        String question = "Where can I leave my umbrella during the concert?";
        FaqId entry = add(question, "At the red door.");
        says("umbrella-right", question);
        change(entry, "At the blue door.", Reason.CHANGED);
        says("umbrella-wrong", question);
        change(entry, "At the blue door!", Reason.CHANGED);
        change(entry, "At the blue door.", Reason.CHANGED);
        assertThat(corrections.newestOf(entry.value())).isEmpty();

        Correction made = corrected(entry, "At the red door.");

        assertThat(corrections.recipients(made.id(), 0, 10)).extracting(Recipient::name)
                .containsExactly("umbrella-wrong");
        change(entry, "At the red door.", Reason.WRONG);
        assertThat(corrections.newestOf(entry.value()).orElseThrow().id()).as("it says the same").isEqualTo(made.id());
    }

    @Test
    void whoGotACorrectionThatWasWrongItselfIsToldAgain() {
        String question = "When does the night ferry to the island leave?";
        FaqId entry = add(question, "At nine.");
        says("ferry", question);
        Correction first = corrected(entry, "At ten.");
        corrections.send(first.id(), first.told(), null, "ann");
        Correction second = corrected(entry, "At eleven.");

        assertThat(corrections.recipients(second.id(), 0, 10)).extracting(Recipient::name).containsExactly("ferry");
        corrections.send(second.id(), second.told(), null, "ann");
        settled();

        assertThat(reader("ferry")).hasSize(3).last().asString().endsWith("At eleven.");
    }

    @Test
    void whatACustomerTookBackOrAskedOtherwiseIsNotCorrected() {
        String question = "Do you tune harpsichords at home?";
        FaqId entry = add(question, "Yes, each month.");
        says("taken-back", question);
        writes("taken-back", "delete", lastOf("taken-back"), "");
        says("edited", question);
        writes("edited", "edit", lastOf("edited"), "Where is my order?");

        Correction made = corrected(entry, "No.");

        assertThat(corrections.recipients(made.id(), 0, 10)).isEmpty();
        assertThat(corrections.count(made.id())).isZero();
    }

    @Test
    void programsNameAnEntryThatWasCorrected() throws Exception {
        assertThat(call("POST", "/api/corrections/nothing", "{}").statusCode()).isEqualTo(404);
        String question = "Which way round does the carousel turn?";
        FaqId entry = add(question, "Left.");
        says("carousel", question);
        Correction made = corrected(entry, "Right.");

        HttpResponse<String> refused = call("POST", "/api/corrections/" + entry.value(), "{\"text\":\" \"}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json.readTree(refused.body()).path("field").asString()).isEqualTo("text");
        JsonNode shown = json.readTree(call("GET", "/api/corrections/" + entry.value(), "").body());
        assertThat(shown.path("id").asLong()).isEqualTo(made.id());
        assertThat(shown.path("conversations").get(0).path("state").asString()).isEqualTo("open");
        JsonNode sent = json.readTree(call("POST", "/api/corrections/" + entry.value(), """
                {"text":"Clockwise.","conversations":[%d]}"""
                .formatted(shown.path("conversations").get(0).path("conversation").asLong())).body());
        assertThat(sent.path("conversations").get(0).path("state").asString()).isEqualTo("sent");
        assertThat(sent.path("text").asString()).isEqualTo("Clockwise.");
    }

    private FaqId add(String question, String answer) {
        FaqId id = FaqId.derivedFrom(question);
        faq.add(new EntryContent(new FaqEntry(id, question, answer, "", "", null, null, null, "en",
                FaqEntry.State.PUBLISHED, 0), List.of(), List.of()), "bob");
        return id;
    }

    private void change(FaqId id, String answer, Reason why) {
        EntryContent before = faq.find(id).orElseThrow();
        FaqEntry one = before.entry();
        faq.save(new EntryContent(new FaqEntry(id, one.question(), answer, "", "", null, null, null, "en", one.state(),
                one.revision()), before.alternatives(), before.negatives()), "bob", why);
    }

    private Correction corrected(FaqId id, String answer) {
        change(id, answer, Reason.WRONG);
        return corrections.newestOf(id.value()).orElseThrow();
    }

    private void says(String thread, String text) {
        writes(thread, "message", null, text);
        assertThat(reader(thread)).as(thread).hasSizeGreaterThanOrEqualTo(1);
    }

    private void writes(String thread, String kind, @Nullable String target, String text) {
        String id = kind.equals("delete") ? String.valueOf(target) : "c-" + number.incrementAndGet();
        sink.store(List.of(scripted.raw(new Line(kind, thread, thread, id, target, text,
                InstantSource.system().instant()))));
        settled();
    }

    private String lastOf(String thread) {
        return jdbc.sql("""
                select m.external_id from message m join conversation c on c.id = m.conversation_id
                where c.thread = ? and m.external_id is not null order by m.id desc limit 1""").param(thread)
                .query(String.class).single();
    }

    private void settled() {
        await().atMost(AT_MOST).until(() -> jdbc.sql("""
                select (select count(*) from inbox where state not in ('done', 'dead_letter'))
                    + (select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending'))""")
                .query(Integer.class).single() == 0);
    }

    private List<String> reader(String thread) {
        return scripted.transcript(thread);
    }

    private void set(String thread, String what) {
        jdbc.sql("update conversation set " + what + " where thread = ?").param(thread).update();
    }

    /** Another conversation in which the same was said. */
    private void copy(String from, String to) {
        jdbc.sql(
                """
                        with talk as (insert into conversation (channel, thread, address) values ('scripted', :to, :to) returning id)
                        insert into message (conversation_id, author, text, said_at, channel, source, faq_id, faq_revision)
                        select talk.id, m.author, m.text, m.said_at, m.channel, m.source, m.faq_id, m.faq_revision
                        from talk, message m join conversation c on c.id = m.conversation_id where c.thread = :from""")
                .param("from", from).param("to", to).update();
    }

    /** Somebody new in the chat; gives their session. */
    private String visits(String question) throws Exception {
        return json.readTree(call("POST", "/api/chat", json.writeValueAsString(Map.of("message", question))).body())
                .path("sessionId").asString();
    }

    private void visits(String session, String question) throws Exception {
        call("POST", "/api/chat", json.writeValueAsString(Map.of("message", question, "sessionId", session)));
    }

    private String history(String session) throws Exception {
        return call("GET", "/api/chat/history?sessionId=" + session, "").body();
    }

    private List<String> audited(FaqId entry) {
        return jdbc.sql("select detail from audit where deed = 'answer_corrected' and object = ?")
                .param(entry.value()).query(String.class).list();
    }

    private HttpResponse<String> call(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(body));
        if (path.startsWith("/api/corrections")) {
            request.header("Authorization", ParleyTest.ADMIN);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
