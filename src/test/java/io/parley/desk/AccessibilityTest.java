package io.parley.desk;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.FaqId;
import io.parley.privacy.Erasures;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each page under the rules of axe-core (WCAG 2.2 A and AA), in light, in dark, and on a phone. */
@ParleyTest(properties = "parley.serving=false")
class AccessibilityTest {
    /** The violations that keep somebody from using a page. */
    private static final String RUN = """
            ;axe.run(document, {resultTypes: ['violations'], preload: false,
                runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
              .then(found => found.violations.filter(one => ['serious', 'critical'].includes(one.impact))
                .flatMap(one => one.nodes.map(node => one.id + ' at ' + node.target.join(' ') + ': '
                  + node.any.concat(node.all, node.none).map(why => why.message).join('; '))))""";
    private static Browser browser;
    private static String axe = "";

    @LocalServerPort
    private int port;

    @Autowired
    private Erasures erasures;

    @Autowired
    private Agents agents;

    @Autowired
    private FaqDesk faq;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    @BeforeAll
    static void start() throws IOException {
        try (InputStream source = Objects
                .requireNonNull(AccessibilityTest.class.getResourceAsStream("/axe.min.js"), "axe-core is missing")) {
            axe = new String(source.readAllBytes(), StandardCharsets.UTF_8);
        }
        browser = Browser.start();
    }

    @AfterEach
    void end() {
        jdbc.sql("delete from erasure").update();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    @Tag("pages")
    void noPageKeepsAnybodyOut() {
        agents.add("marta", "Marta", Role.OPERATOR, DeskClient.PASSWORD);
        figures();
        Map<String, String> pages = pages();
        assertThat(pages.keySet()).as("the pages that are tried").isEqualTo(routes());
        Map<String, List<String>> violations = new TreeMap<>();
        for (NewContextOptions kind : kinds()) {
            String name = kind.viewportSize.orElseThrow().width + " " + kind.colorScheme.orElseThrow();
            Page page = browser.visitor(kind);
            for (String open : List.of("/", "/search", "/desk/login", "/desk/login?wrong", "/mine/token",
                    "/mine/unknown")) {
                look(page, open, name, violations);
            }
            signIn(page);
            pages.values().forEach(path -> look(page, path, name, violations));
            page.navigate(url("/desk"));
            page.locator("#keys").evaluate("button => button.click()");
            look(page, null, name + " sheet of keys", violations);
            page.context().close();
        }
        assertThat(violations).isEmpty();
    }

    /** So that the overview has something to draw. */
    private void figures() {
        jdbc.sql(
                """
                        insert into insight_day (day, channel, figure, count)
                        select current_date - n, 'web', figure, 40 + n from generate_series(0, 6) n, unnest('{episodes,questions,
                            searched,by_faq,by_choices,resolved_hard,resolved_soft,unresolved,first_people@7200000}'::text[]) figure
                        on conflict do nothing""")
                .update();
        jdbc.sql("""
                insert into insight_language (day, channel, language, figure, count)
                select day, channel, language, figure, count from insight_day, unnest('{en,de}'::text[]) language
                on conflict do nothing""").update();
        jdbc.sql("""
                insert into insight_entry select current_date, id, 90, 9, 1, 80, 2, 30, 20, 10, 18
                from (select id from faq_entry where state = 'published' union all select 'gone') e
                on conflict do nothing""").update();
    }

    /** An address for each route that shows a page to somebody who is signed in. */
    private Map<String, String> pages() {
        long ticket = ticket();
        String id = jdbc.sql("select id from faq_entry where state = 'published' order by id limit 1")
                .query(String.class).single();
        long lee = person();
        jdbc.sql("""
                insert into export_link (hash, participant_id, made_at)
                values (sha256('token'), ?, now()) on conflict do nothing""").param(lee).update();
        long erasure = erasures.begin(person("U0MAX"), "marta").orElseThrow().id();
        faq.find(new FaqId(id)).ifPresent(entry -> faq.save(entry, "marta", Reason.CHANGED));
        jdbc.sql(
                """
                        with pair as (insert into lesson (entry, hash, text, revision)
                            select ?, sha256(convert_to(text, 'UTF8')), text, 1 from unnest(array['where has it got to',
                                'my parcel is late, where is it', 'when will it be here']) text
                            on conflict do nothing returning id)
                        insert into lesson_vote (lesson, person, voice, said, said_at)
                        select pair.id, 'participant:' || n, 'web:c0ffee' || n, 'unhelpful', now() from pair, generate_series(1, 6) n""")
                .param(id).update();
        return new TreeMap<>(Map.ofEntries(
                Map.entry("/desk/votes", "/desk/votes"),
                Map.entry("/desk", "/desk"),
                Map.entry("/desk/problem", "/desk/problem"),
                Map.entry("/desk/account", "/desk/account"),
                Map.entry("/desk/agents", "/desk/agents"),
                Map.entry("/desk/agents/{id}", "/desk/agents/" + agents.find("marta").orElseThrow().id()),
                Map.entry("/desk/audit", "/desk/audit"),
                Map.entry("/desk/keys", "/desk/keys"),
                Map.entry("/desk/t/{id}", "/desk/t/" + ticket),
                Map.entry("/desk/t/{id}/teach", "/desk/t/" + ticket + "/teach"),
                Map.entry("/desk/search", "/desk/search?q=nothing"),
                Map.entry("/desk/faq", "/desk/faq?ask=where+is+my+parcel"),
                Map.entry("/desk/faq/new", "/desk/faq/new"),
                Map.entry("/desk/faq/entry", "/desk/faq/entry?id=" + id),
                Map.entry("/desk/faq/history", "/desk/faq/history?id=" + id + "&revision=1"),
                Map.entry("/desk/drafts", "/desk/drafts"),
                Map.entry("/desk/gaps", "/desk/gaps"),
                Map.entry("/desk/corrections", "/desk/corrections"),
                Map.entry("/desk/corrections/{id}", "/desk/corrections/" + correction(id)),
                Map.entry("/desk/dead-letters", "/desk/dead-letters"),
                Map.entry("/desk/overview", "/desk/overview"),
                Map.entry("/desk/overview/threshold", "/desk/overview/threshold"),
                Map.entry("/desk/rate", "/desk/rate"),
                Map.entry("/desk/settings", "/desk/settings"),
                Map.entry("/desk/people", "/desk/people?q=lee"),
                Map.entry("/desk/people/{id}", "/desk/people/" + lee),
                Map.entry("/desk/people/{id}/erase", "/desk/people/" + lee + "/erase"),
                Map.entry("/desk/erasures/{id}", "/desk/erasures/" + erasure)));
    }

    private Set<String> routes() {
        return requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(route -> DeskRoutesTest.names(route).stream())
                .filter(route -> route.startsWith("GET /desk") || route.startsWith("* /desk"))
                .map(route -> route.substring(route.indexOf(' ') + 1))
                .filter(path -> !Set.of("/desk/login", "/desk/files/{name}", "/desk/faq/find",
                        "/desk/overview/figures.csv", "/desk/people/{id}/export").contains(path))
                .collect(Collectors.toSet());
    }

    private void look(Page page, @Nullable String path, String name,
            Map<String, List<String>> violations) {
        if (path != null) {
            page.navigate(url(path));
        }
        List<String> found = new ArrayList<>();
        for (Object one : (List<?>) page.evaluate(axe + RUN)) {
            found.add(String.valueOf(one));
        }
        if (!page.evaluate("document.documentElement.scrollWidth <= innerWidth").equals(true)) {
            found.add("is wider than the screen");
        }
        if (!found.isEmpty()) {
            violations.put((path == null ? "" : path) + " " + name, found);
        }
        Browser.wholePage(page, "axe-" + (path + " " + name).replaceAll("[^A-Za-z0-9]+", "-"));
    }

    /** Also another entry that says otherwise, and a first answer. */
    private long correction(String entry) {
        jdbc.sql(
                """
                        with made as (insert into suggestion (kind, state, similarity, differs, question, answer, ways, language,
                                marks, private_act, vector, made_at)
                            values ('new', 'published', 0, '{}', 'q', 'a', '{}', 'en', '{}', false, '', now()) returning id),
                        care as (insert into aftercare (suggestion, entry, began_at) select id, :entry, now() from made
                                 returning suggestion),
                        talk as (insert into conversation (channel, thread, address)
                                 values ('web', gen_random_uuid()::text, 'a') returning id),
                        asked as (insert into message (conversation_id, channel, author, text, said_at)
                                  select id, 'web', 'participant', 'Where is it?', now() from talk returning id, conversation_id),
                        said as (insert into message (conversation_id, channel, author, text, said_at, source, answers_message,
                                     answers_revision)
                                 select conversation_id, 'web', 'bot', 'Here.', now(), 'faq', id, 0 from asked returning id)
                        insert into rating_sample select said.id, care.suggestion, now() from said, care""")
                .param("entry", entry).update();
        jdbc.sql("""
                insert into faq_contradiction (one, other, differs)
                select least(:entry, id), greatest(:entry, id), '{30,not}' from faq_entry
                where id <> :entry and state = 'published' limit 1""").param("entry", entry).update();
        return jdbc
                .sql("""
                        with talk as (insert into conversation (channel, thread, address)
                                      values ('web', gen_random_uuid()::text, 'a') returning id),
                        said as (insert into message (conversation_id, channel, author, text, said_at, source, faq_id, faq_revision)
                                 select id, 'web', 'bot', 'In five days.', now(), 'faq', :entry, 1 from talk)
                        insert into correction (entry, revision, wrong, since, made_at)
                        values (:entry, 2, '{1}', now(), now()) returning id""")
                .param("entry", entry).query(Long.class)
                .single();
    }

    private long person() {
        return person("U0LEE");
    }

    private long person(String id) {
        return jdbc.sql("""
                insert into participant (channel, external_id, name) values ('slack', ?, 'Lee') returning id""")
                .param(id).query(Long.class).single();
    }

    private long ticket() {
        return jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid()::text, 'a') returning id),
                said as (insert into message (conversation_id, channel, author, text, said_at, source, confidence)
                         select id, 'web', kind.author, kind.text, now(), kind.source, .8 from talk, (values
                             ('participant', 'Where is my parcel?', null), ('bot', 'Look at the tracking page.', 'faq'),
                             ('agent', 'I look it up.', 'person')) as kind (author, text, source)
                         returning id, author),
                opened as (insert into ticket (conversation_id, message_id, reason, opened_at)
                           select talk.id, said.id, 'policy', now() from talk, said where said.author = 'participant'
                           returning id),
                noted as (insert into ticket_note (ticket_id, agent, key, text, written_at)
                          select id, 'Marta', gen_random_uuid()::text, 'He called twice.', now() from opened),
                tagged as (insert into ticket_tag (ticket_id, tag, agent, added_at)
                           select id, 'parcels', 'Marta', now() from opened)
                select id from opened""").query(Long.class).single();
    }

    private static List<NewContextOptions> kinds() {
        List<NewContextOptions> kinds = new ArrayList<>(
                List.of(kind(1200, ColorScheme.LIGHT), kind(360, ColorScheme.DARK)));
        if (Browser.EACH_SCREEN) {
            kinds.addAll(List.of(kind(1200, ColorScheme.DARK), kind(360, ColorScheme.LIGHT)));
        }
        return kinds;
    }

    private static NewContextOptions kind(int width, ColorScheme scheme) {
        return new NewContextOptions().setViewportSize(width, 800).setColorScheme(scheme);
    }

    private void signIn(Page page) {
        page.navigate(url("/desk"));
        page.locator("#username").fill("admin");
        page.locator("#password").fill(ParleyTest.PASSWORD);
        page.locator("button.solid").click();
        assertThat(page.locator(".tabs")).isVisible();
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
