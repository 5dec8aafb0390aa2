package io.parley.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * Measures how fast episodes of many messages are written, and how fast the overview is shown after that; the system property
 * {@code insight.messages} names another number of messages.
 */
@Tag("scale")
@ParleyTest(properties = "parley.serving=false")
class EpisodesScaleTest {
    private static final int MESSAGES = Integer.getInteger("insight.messages", 1_000_000);
    private static final int TIMES = 200;
    private static final double MUST_KEEP_UP_WITH = 200;
    private static final int PAGE_MILLIS = 100;

    /** A conversation for ten messages, of all channels, three languages, 10,000 entries and 90 days: six questions, four answers, every tenth with a ticket. */
    @SuppressWarnings("InlineFormatString")
    private static final String FILL = """
            set session_replication_role = replica;
            insert into participant (channel, external_id) select 'web', 'scale-' || n from generate_series(1, %1$d / 10) n;
            insert into conversation (channel, thread, address, language)
            select (array['web', 'email', 'slack', 'telegram'])[1 + n %% 4], 'scale-' || n, 'a',
                   (array['en', 'de', 'fr'])[1 + n %% 3]
            from generate_series(1, %1$d / 10) n;
            create temp table talk as
            select c.id, row_number() over (order by c.id) as n,
                   now() - interval '91 days' + interval '90 days' * row_number() over (order by c.id) / (%1$d / 10) as began,
                   (select min(id) from participant where external_id like 'scale-%%') - 1
                       + row_number() over (order by c.id) as participant
            from conversation c where c.thread like 'scale-%%';
            insert into message (conversation_id, author, participant_id, text, said_at, channel)
            select t.id, 'participant', t.participant, 'Where is my order number ' || i || '?', t.began + i * interval '1 minute', 'web'
            from talk t, generate_series(1, 6) i;
            insert into message (conversation_id, author, text, said_at, channel, answers_message, answers_revision, source,
                                 confidence, faq_id)
            select m.conversation_id, 'bot', 'x', m.said_at, 'web', m.id, 0,
                   (array['faq', 'faq', 'model', 'choices'])[1 + m.id %% 4], 0.9, 'entry-' || m.id * 7919 %% 10000
            from (select *, row_number() over (partition by conversation_id order by id) as i from message
                  where conversation_id in (select id from talk)) m where m.i <= 4;
            insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, received_at, done_at)
            select 'web', 'scale-' || id, 'a', id, 0, 'send', '', 'sent', said_at, said_at + id %% 4000 * interval '1 millisecond'
            from message where source is not null and conversation_id in (select id from talk);
            insert into ticket (conversation_id, channel, message_id, reason, state, opened_at, taken_at, taken_by, first_reply_at,
                                resolved_at, resolved_by)
            select t.id, 'web', m.id, 'policy', 'resolved', t.began + interval '6 minutes', t.began + interval '1 hour', 'Ann',
                   t.began + t.n %% 3000 * interval '1 minute', t.began + interval '3 days', 'Ann'
            from talk t join lateral (select max(id) as id from message where conversation_id = t.id and author = 'participant') m
                on true where t.n %% 10 = 0;
            set session_replication_role = default;
            analyze;
            insert into episode_due (conversation_id) select id from talk order by id;
            """;

    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @LocalServerPort
    private int port;

    @Autowired
    private TestDatabase database;

    @Autowired
    private Insights insights;

    @Test
    void episodesKeepUpWithMessagesAndThePageStaysFast() throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(FILL.formatted(MESSAGES));
        }
        long start = System.nanoTime();
        while (insights.run() > 0) {
            // Each run looks at some of them.
        }
        double perSecond = MESSAGES / (Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3);
        System.out.printf("episodes of %,d messages were written at %,.0f messages a second%n", MESSAGES, perSecond);
        assertThat(database.jdbc().sql("select count(*) from episode").query(Long.class).single())
                .isGreaterThan(MESSAGES / 11);
        signIn();
        for (int days : List.of(7, 30, 90)) {
            List<Long> millis = new ArrayList<>();
            for (int i = 0; i < TIMES; i++) {
                long before = System.nanoTime();
                HttpResponse<String> page = get("/desk/overview?days=" + days);
                millis.add(Duration.ofNanos(System.nanoTime() - before).toMillis());
                assertThat(page.body()).contains("data-chart");
            }
            List<Long> sorted = millis.subList(TIMES / 4, TIMES).stream().sorted().toList();
            System.out.printf("the overview of %d days: median %d ms, p95 %d ms%n", days, sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 95 / 100));
            assertThat(sorted.get(sorted.size() * 95 / 100)).as("p95 of %d days", days)
                    .isLessThan(PAGE_MILLIS);
        }
        assertThat(perSecond).isGreaterThan(MUST_KEEP_UP_WITH);
        http.close();
    }

    private void signIn() throws Exception {
        Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]*)\"").matcher(get("/desk/login").body());
        assertThat(token.find()).isTrue();
        http.send(HttpRequest.newBuilder(uri("/desk/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=admin&password="
                        + URLEncoder.encode(ParleyTest.PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
                        + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8)))
                .build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
