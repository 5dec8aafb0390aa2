package io.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.support.ParleyTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Thousands of messages wait for a Slack that cannot be reached, and nobody else notices. */
@Tag("chaos")
@ParleyTest(properties = {"parley.slack.bot-token=xoxb-1-fake", "parley.slack.signing-secret=secret",
        "parley.slack.api-url=http://127.0.0.1:1", "test.name=paused"})
class PausedTest {
    private static final int WAITING = 4_000;
    private static final Duration WATCHED = Duration.ofSeconds(5);
    private static final int MAX_TRANSACTIONS_A_SECOND = 50;

    @Autowired
    JdbcClient jdbc;

    @Value("${local.server.port}")
    int port;

    @Test
    void claimsNothingForASlackThatIsOutOfOrder() {
        jdbc.sql(
                """
                        with talk as (
                            insert into conversation (channel, thread, address) values ('slack', 'C1/1.1', 'C1/1.1') returning id),
                        said as (
                            insert into message (conversation_id, author, text, said_at, channel)
                            select id, 'bot', '', now(), 'slack' from talk, generate_series(1, :waiting) returning id)
                        insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state)
                        select 'slack', 'slack:C' || id % 100 || '/1700000000.' || lpad(id::text, 6, '0'), 'C' || id % 100 || '/1700000000.' || lpad(id::text, 6, '0'), id, 0, 'send',
                               '{"text":"x","blocks":[]}', 'ready' from said""")
                .param("waiting", WAITING).update();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> attempted() >= 3);
        pass(Duration.ofSeconds(3));
        long before = transactions();

        pass(WATCHED);

        assertThat((transactions() - before) / WATCHED.toSeconds()).isLessThan(MAX_TRANSACTIONS_A_SECOND);
    }

    private long attempted() {
        return jdbc.sql("select count(*) from outbox where attempts > 0").query(Long.class).single();
    }

    private static void pass(Duration time) {
        Awaitility.await().pollDelay(time).atMost(time.plusSeconds(10)).until(() -> true);
    }

    private long transactions() {
        return jdbc.sql("""
                select xact_commit + xact_rollback from pg_stat_database where datname = current_database()""")
                .query(Long.class).single();
    }
}
