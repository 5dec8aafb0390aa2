package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/** Strings that programs trip over, as what customers and agents write: each page of the desk shows them as text. */
@Tag("hostile")
@ParleyTest(properties = "parley.serving=false")
class OddWordsTest {
    private static final Path STRINGS = Path.of("../shared/data/hostile/naughty-strings.json");
    private static final String PLAIN = "QQQQ";
    private static final Set<String> ACTING = Set.of("script", "img", "svg", "math", "iframe", "frame", "object",
            "embed",
            "base", "meta", "link", "style", "audio", "video", "source", "track", "marquee", "applet");

    private static final Set<String> LEADING = Set.of("href", "src", "action", "formaction", "data", "xlink:href");

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> strings = new ArrayList<>();
    private DeskClient olga;

    @BeforeEach
    void start() {
        assumeTrue(Files.exists(STRINGS), "skipped: ../shared/data/hostile is absent");
        JsonMapper.shared().readTree(STRINGS.toFile()).forEach(node -> strings.add(node.asString()));
        strings.add("<script>alert(1)</script>\"'><img src=x onerror=alert(2)> ${7777*7777} [[${7777*7777}]] {agent}");
        assertThat(strings).hasSizeGreaterThan(515);
        jdbc.sql("update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test'").update();
        jdbc.sql("delete from suggestion").update();
        jdbc.sql("delete from inbox").update();
        agents.add("olga", "Olga", Role.OPERATOR, DeskClient.PASSWORD);
        olga = DeskClient.signedIn(port, "olga", DeskClient.PASSWORD);
    }

    @AfterEach
    void end() {
        jdbc.sql("delete from inbox").update();
        jdbc.sql("delete from suggestion").update();
        if (olga != null) {
            olga.close();
        }
    }

    @Test
    void aNameAQuestionAReplyANoteAndATagAreText() {
        Document plain = worked(PLAIN);
        assertThat(texts(plain, "#log .bubble")).containsExactly(PLAIN, PLAIN);
        List<String> bones = bones(plain);
        int asTheyAre = 0;
        for (String string : strings.stream().filter(one -> !one.isBlank()).toList()) {
            Document page = worked(string);

            assertThat(bones(page)).as(string).isEqualTo(bones);
            long ticket = newest();
            assertThat(texts(page, "#log .bubble")).as(string).isEqualTo(stored(
                    "select text from message where conversation_id = (select conversation_id from ticket where id = ?) order by id",
                    ticket));
            assertThat(texts(page, "#notes .words")).as(string)
                    .isEqualTo(stored("select text from ticket_note where ticket_id = ?", ticket));
            assertThat(texts(page, "#tags .chip > a")).as(string)
                    .isEqualTo(stored("select tag from ticket_tag where ticket_id = ? order by tag", ticket));
            asTheyAre += texts(page, "#notes .words").contains(string.strip()) ? 1 : 0;
        }
        assertThat(asTheyAre).isGreaterThan(450);
    }

    @Test
    void listsAndSearchesShowThemAsText() {
        Map<String, List<String>> plain = acting(lists(PLAIN));
        for (String string : strings.stream().filter(one -> !one.isBlank()).toList()) {
            Map<String, Document> pages = lists(string);
            assertThat(acting(pages)).as(string).isEqualTo(plain);
            assertThat(texts(pages.get("inbox"), "td.question a")).as(string).hasSize(1);
        }
    }

    @Test
    void anEntryASuggestionAndADeadLetterAreText() {
        Map<String, List<String>> plain = acting(written(PLAIN));
        for (String string : strings.stream().filter(one -> !one.isBlank()).toList()) {
            Map<String, Document> pages = written(string);
            assertThat(acting(pages)).as(string).isEqualTo(plain);
            assertThat(Objects.requireNonNull(pages.get("form")).select("#question").val().strip()).as(string)
                    .isEqualTo(readable(string).strip());
        }
    }

    /** The page of a ticket whose customer and agent say nothing else. */
    private Document worked(String words) {
        String ticket = "/desk/t/" + ticket(words);
        HttpResponse<String> form = olga.get(ticket);
        for (String deed : List.of("reply", "note")) {
            olga.send(form, ticket + "/" + deed,
                    Map.of("text", words, "takeOver", "true", "key", UUID.randomUUID().toString()));
        }
        olga.send(form, ticket + "/tag", Map.of("add", words));
        return Jsoup.parse(olga.get(ticket).body());
    }

    private long ticket(String words) {
        return jdbc.sql("""
                with person as (insert into participant (channel, external_id, name)
                                values ('web', gen_random_uuid()::text, :words) returning id),
                talk as (insert into conversation (channel, thread, address)
                         values ('web', gen_random_uuid()::text, 'a') returning id),
                said as (insert into message (conversation_id, channel, author, participant_id, text, said_at)
                         select talk.id, 'web', 'participant', person.id, :words, now() from talk, person
                         returning id, conversation_id, participant_id)
                insert into ticket (conversation_id, message_id, participant_id, reason, opened_at, waits_since)
                select conversation_id, id, participant_id, 'policy', now(), now() from said returning id""")
                .param("words", words.replace("\0", "")).query(Long.class).single();
    }

    private long newest() {
        return jdbc.sql("select max(id) from ticket").query(Long.class).single();
    }

    private Map<String, Document> lists(String words) {
        jdbc.sql(
                "update ticket set state = 'resolved', resolved_at = now(), resolved_by = 'a test' where state <> 'resolved'")
                .update();
        ticket(words);
        String asked = UriUtils.encode(words.replace("\0", ""), "UTF-8");
        return Map.of("inbox", page("/desk"), "search", page("/desk/search?q=" + asked + "&tag=" + asked), "people",
                page("/desk/people?q=" + asked), "faq", page("/desk/faq?q=" + asked + "&ask=" + asked));
    }

    private Map<String, Document> written(String words) {
        jdbc.sql("delete from suggestion").update();
        jdbc.sql("delete from inbox").update();
        String text = words.replace("\0", "");
        jdbc.sql("""
                insert into suggestion (kind, similarity, differs, question, answer, ways, language, support, marks,
                    private_act, vector, made_at)
                values ('new', 0, '{}', :text, :text, array[:text], 'en', 1, array[:text], false, '', now())""")
                .param("text", text).update();
        jdbc.sql("""
                insert into inbox (channel, key, ordering_key, payload, received_at, state, attempts, error, done_at)
                values ('telegram', 'dead', 'a', '', now(), 'dead_letter', 5, :text, now())""").param("text", text)
                .update();
        return Map.of("letters", page("/desk/dead-letters"), "suggestion", page("/desk/drafts"), "form",
                Jsoup.parse(olga.send(olga.get("/desk/faq/new"),
                        "/desk/faq/new", Map.of("question", words, "answer", "", "publish", "true")).body()));
    }

    private Document page(String path) {
        var answer = olga.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return Jsoup.parse(answer.body());
    }

    private List<String> stored(String sql, long ticket) {
        return jdbc.sql(sql).param(ticket).query(String.class).list().stream().map(OddWordsTest::readable).toList();
    }

    private static List<String> texts(@Nullable Document page, String where) {
        return Objects.requireNonNull(page).select(where).stream().map(Element::wholeText).map(OddWordsTest::readable)
                .toList();
    }

    /** A text as every reader of pages sees it: with line ends of one kind. */
    private static String readable(String text) {
        return text.replace("\r\n", "\n").replace("\r", "\n");
    }

    /** The elements of a ticket's page with the names of their attributes, without tags and what the FAQ has for it. */
    private static List<String> bones(Document page) {
        Document copy = page.clone();
        copy.select("#tags > *, #known-tags > *, #near").remove();
        return copy.getAllElements().stream().map(one -> one.tagName() + one.attributes().asList().stream()
                .map(Attribute::getKey).sorted().toList()).toList();
    }

    /** What a browser would run, fetch or go to by itself. */
    private static Map<String, List<String>> acting(Map<String, Document> pages) {
        Map<String, List<String>> acting = new TreeMap<>();
        pages.forEach((path, page) -> acting.put(path, acting(page)));
        return acting;
    }

    private static List<String> acting(Document page) {
        return page.getAllElements().stream()
                .filter(one -> ACTING.contains(one.tagName()) || one.attributes().asList().stream().anyMatch(
                        attribute -> attribute.getKey().startsWith("on") || (LEADING.contains(attribute.getKey())
                                && attribute.getValue().startsWith("javascript:"))))
                .map(one -> one.tagName() + one.attributes().asList().stream().map(Attribute::getKey).sorted().toList())
                .toList();
    }
}
