package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Measures the lists and the search of the desk with 100,000 tickets; a tenth of them is not resolved. */
@Tag("bench")
@ParleyTest(properties = "parley.serving=false")
class DeskSpeedIT {
    private static final int TICKETS = 100_000;
    private static final int WARM_UP = 50;
    private static final int ASKED = 300;
    private static final String FILL = """
            create temporary table new as select n, 'desk-speed-' || n as thread from generate_series(1::bigint, {tickets}) n;
            insert into participant (channel, external_id, name)
                select 'web', thread, 'Customer ' || n % 5000 from new;
            insert into conversation (channel, thread, address) select 'web', thread, thread from new;
            insert into message (conversation_id, author, participant_id, text, said_at, channel)
                select c.id, 'participant', p.id, 'Where is parcel FK' || 200000 + n || ' with the w' || n * 7919 % 3001
                    || ' and the w' || n * 104729 % 2999 || ' that I ordered from your shop on the w' || n % 31, now(), 'web'
                from new join conversation c using (thread) join participant p on p.external_id = thread;
            insert into ticket (conversation_id, message_id, participant_id, reason, opened_at, waits_since, state, resolved_at, resolved_by)
                select m.conversation_id, m.id, m.participant_id, 'policy', now(), now(),
                    case when m.id % 10 = 0 then 'waiting' else 'resolved' end,
                    case when m.id % 10 = 0 then null else now() end, case when m.id % 10 = 0 then null else 'a test' end
                from message m;
            analyze""";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private TestDatabase database;

    @Test
    void withManyTickets() throws SQLException {
        long begun = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(database.getJdbcUrl(), database.getUsername(),
                database.getPassword()); Statement statement = connection.createStatement()) {
            statement.execute(FILL.replace("{tickets}", String.valueOf(TICKETS)));
        }
        System.out.printf("Filled with %,d tickets in %d s%n", TICKETS, (System.nanoTime() - begun) / 1_000_000_000);
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            for (String tab : List.of("waiting", "mine", "snoozed", "resolved")) {
                measure(ann, tab, n -> "/desk?tab=" + tab);
            }
            measure(ann, "a ticket", n -> "/desk/t/" + (1 + n * 37));
            measure(ann, "search: one ticket", n -> "/desk/search?resolved=true&q=FK" + (200_000 + n * 97));
            measure(ann, "search: a rare word", n -> "/desk/search?resolved=true&q=w" + (n * 13 % 2_900) + "+customer");
            measure(ann, "search: a frequent word", n -> "/desk/search?resolved=true&q=parcel");
            measure(ann, "search: frequent, not resolved", n -> "/desk/search?q=ordered+shop");
            measure(ann, "search: two words never together", n -> "/desk/search?resolved=true&q=parcel+penguin");
        }
    }

    private static void measure(DeskClient ann, String what, IntFunction<String> page) {
        long[] micros = new long[ASKED];
        for (int i = 0; i < WARM_UP + ASKED; i++) {
            long begun = System.nanoTime();
            assertThat(ann.get(page.apply(i)).statusCode()).isIn(200, 404);
            if (i >= WARM_UP) {
                micros[i - WARM_UP] = (System.nanoTime() - begun) / 1_000;
            }
        }
        Arrays.sort(micros);
        System.out.printf("%-34s p50 %6.1f ms  p95 %6.1f ms%n", what, micros[ASKED / 2] / 1e3,
                micros[ASKED * 95 / 100] / 1e3);
    }
}
