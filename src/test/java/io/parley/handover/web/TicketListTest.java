package io.parley.handover.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.parley.handover.TicketDeadlines;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** The list of tickets, alone on its database: no other test has tickets there, and nobody looks after them meanwhile. */
@TestPropertySource(properties = "db-scheduler.enabled=false")
class TicketListTest extends AgentsAtWork {
    /** Tickets of two states by the thousand, each after a talk of three messages. */
    private static final String MANY = """
            with talks as (
                insert into conversation (channel, thread, address)
                select 'scripted', gen_random_uuid(), 'many' from generate_series(1, 6000) returning id),
            questions as (
                insert into message (conversation_id, author, text, said_at, channel)
                select id, 'participant', 'many', now(), 'scripted' from talks, generate_series(1, 3)
                returning id, conversation_id)
            insert into ticket (conversation_id, message_id, reason, state, opened_at, idle_since, taken_by)
            select conversation_id, min(id), 'asked_for_person', (array['taken', 'resolved'])[1 + conversation_id % 2],
                   :now, :now, 'Marta' from questions group by conversation_id""";

    @Autowired
    TicketDeadlines deadlines;

    @Autowired
    DataSource pool;

    @BeforeEach
    void forgetOthers() {
        jdbc.sql("delete from ticket").update();
    }

    @Test
    void showsTheNewestFirstHoweverManyAreForgotten() {
        addMany();
        JsonNode mine = opened();

        assertThat(ids(get("/api/tickets"))).hasSize(100).startsWith(mine.path("id").asLong());
        assertThat(ids(get("/api/tickets?state=waiting"))).containsExactly(mine.path("id").asLong());
    }

    @Test
    void goesOnFromPageToPageUntilTheLast() {
        addMany();
        List<Long> taken = jdbc.sql("select id from ticket where state = 'taken' order by id desc")
                .query(Long.class).list();

        assertThat(allPages("/api/tickets?state=taken&limit=200")).isEqualTo(taken);
        assertThat(allPages("/api/tickets?limit=200")).isEqualTo(taken);
        assertThat(allPages("/api/tickets?after=0&limit=200")).isEqualTo(taken.reversed());
        assertThat(allPages("/api/tickets?state=resolved&limit=200")).hasSize(3_000);
    }

    @ParameterizedTest
    @CsvSource({"state=lost,state", "limit=0,limit", "limit=201,limit", "limit=many,limit", "before=-1,before",
            "before=newest,before", "after=-1,after", "before=9&after=3,after"})
    void namesWhatIsWrongWithARequest(String query, String field) {
        HttpResponse<String> refused = get("/api/tickets?" + query);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(body(refused).path("field").asString()).isEqualTo(field);
        assertThat(body(refused).path("detail").asString()).startsWith(field);
    }

    @Test
    void readsNoMoreRowsForThousandsOfTicketsThanForAFew() {
        JsonNode mine = opened();
        addMany();
        plans("force_generic_plan");

        readsFewerThan(200, () -> get("/api/tickets?limit=20"));
        readsFewerThan(50, () -> get("/api/tickets?state=waiting&limit=20"));
        readsFewerThan(200, () -> get("/api/tickets?state=resolved&limit=20"));
        plans("auto");
        readsFewerThan(200, () -> get("/api/tickets?state=resolved&before=3000&limit=20"));
        readsFewerThan(50, () -> get("/api/tickets/" + mine.path("id").asLong()));
        assertThat(rowsRead(() -> act(mine, "reply", "{\"text\":\"Hello.\"}", "key"))).isLessThan(200);
        assertThat(rowsRead(() -> {
            writes("Are you still there?");
            return get("/api/tickets?state=waiting");
        })).isLessThan(200);
        assertThat(rowsRead(() -> act(mine, "resolve", "{}"))).isLessThan(200);
        calls(mine);
        plans("force_generic_plan");
        try {
            readsFewerThan(50, () -> {
                deadlines.run();
                return get("/api/tickets?state=waiting");
            });
        } finally {
            plans("auto");
        }
    }

    @Test
    void readsTheEndOfALongTalkOnly() {
        JsonNode mine = opened();
        jdbc.sql("""
                insert into message (conversation_id, author, text, said_at, channel)
                select :talk, 'bot', '', now(), 'scripted' from generate_series(1, 20000)""")
                .param("talk", mine.path("conversationId").asLong()).update();
        database.jdbc().sql("analyze").update();

        readsFewerThan(200, () -> get("/api/tickets?limit=20"));
        readsFewerThan(1_500, () -> get("/api/tickets/" + mine.path("id").asLong()));
    }

    /**
     * The rows that this reads are counted before anything else is done. Statements are planned by these tickets, not by those
     * of the test before, as one long talk would have each page look through all messages.
     */
    private void addMany() {
        database.transactions().executeWithoutResult(status -> {
            database.jdbc().sql(MANY).param("now", Timestamp.from(clock.instant())).update();
            database.jdbc().sql("select pg_stat_force_next_flush()").query().singleRow();
        });
        database.jdbc().sql("analyze").update();
    }

    /** All pages of a list, as the header Link leads from one to the next. */
    private List<Long> allPages(String first) {
        List<Long> all = new ArrayList<>();
        String page = first;
        while (!page.isEmpty()) {
            HttpResponse<String> response = get(page);
            all.addAll(ids(response));
            page = response.headers().firstValue("Link").map(link -> link.replaceAll("<(.*)>; rel=\"next\"", "$1"))
                    .orElse("");
        }
        return all;
    }

    private static List<Long> ids(HttpResponse<String> list) {
        return StreamSupport.stream(ok(list).spliterator(), false).map(ticket -> ticket.path("id").asLong())
                .collect(Collectors.toList());
    }

    /** Does it again when it seems to read more: the application does something beside it from time to time. */
    private void readsFewerThan(long rows, Supplier<HttpResponse<String>> done) {
        await().untilAsserted(() -> assertThat(rowsRead(done)).isLessThan(rows));
    }

    /** How many rows of the tables of talks are read, by scan or by index, while something is done. */
    private long rowsRead(Supplier<HttpResponse<String>> done) {
        long before = rowsRead();
        assertThat(done.get().statusCode()).isEqualTo(200);
        return rowsRead() - before;
    }

    private long rowsRead() {
        tellWhatWasRead(idleConnections());
        return jdbc
                .sql("""
                        select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from pg_stat_user_tables
                        where schemaname = current_schema() and relname in ('ticket', 'message', 'conversation', 'ticket_reply')""")
                .query(Long.class).single();
    }

    /** How statements are planned from now on; a statement that ran often is planned without its values. */
    private void plans(String mode) {
        database.jdbc().sql("do $$ begin execute format('alter database %I set plan_cache_mode = " + mode
                + "', current_database()); end $$").update();
        try {
            pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int idleConnections() {
        try {
            return pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().getIdleConnections();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Each connection keeps for a while what it has read before it tells the others. */
    private void tellWhatWasRead(int connections) {
        if (connections > 0) {
            try (Connection connection = pool.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute("select pg_stat_force_next_flush()");
                tellWhatWasRead(connections - 1);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
