package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.parley.desk.live.DeskSockets;
import io.parley.handover.event.TicketSignals;
import io.parley.security.Accounts;
import io.parley.security.Accounts.Details;
import io.parley.security.Agent;
import io.parley.security.Agents;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The socket on which the desk's pages hear what to look at. */
@ParleyTest(properties = {"parley.serving=false", "parley.public-url=http://desk.example"})
class DeskSocketsTest {
    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private TicketSignals signals;

    @Autowired
    private Accounts accounts;

    @Autowired
    private DeskSockets sockets;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void hire() {
        agents.add("ann", "Ann", Role.AGENT, DeskClient.PASSWORD);
    }

    @Test
    void isToldWhichTicketChangedAndNothingElse() {
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskSocketClient page = DeskSocketClient.of(ann, port, DeskSocketClient.own(port))) {
            signals.changed(7);

            assertThat(page.next()).isEqualTo("{\"kind\":\"ticket\",\"id\":7}");
        }
    }

    @Test
    void isToldWhatChangesAtOtherInstances() {
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskSocketClient page = DeskSocketClient.of(ann, port, DeskSocketClient.own(port))) {
            jdbc.sql("select pg_notify('parley', 'another instance|ticket|8')").query().singleRow();

            assertThat(page.next()).isEqualTo("{\"kind\":\"ticket\",\"id\":8}");
        }
    }

    @Test
    void isToldOnceOfMuch() {
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskSocketClient page = DeskSocketClient.of(ann, port, DeskSocketClient.own(port))) {
            do {
                signals.changed(0);
            } while (page.next().isEmpty());
            for (int i = 0; i < 20_000; i++) {
                signals.changed(i);
            }
            List<String> frames = new ArrayList<>();
            do {
                frames.add(page.next());
            } while (!frames.getLast().contains("all") && frames.size() < 100);
            assertThat(frames.getLast()).isEqualTo("{\"kind\":\"all\"}");
        }
    }

    @Test
    void isOpenedByTheDesksOwnPagesOnly() {
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskClient nobody = new DeskClient(port)) {
            for (String foreign : List.of("https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1",
                    "https://desk.example.evil.example", "https://evil.example/desk.example")) {
                refuses(ann, foreign, 403);
            }
            refuses(ann, null, 403);
            refuses(nobody, DeskSocketClient.own(port), 303);
            try (DeskSocketClient page = DeskSocketClient.of(ann, port, "http://desk.example")) {
                signals.changed(9);
                assertThat(page.next()).contains("9");
            }
        }
    }

    @Test
    void aSessionHasNoMoreThanThirty() {
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskClient other = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD)) {
            List<DeskSocketClient> open = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                open.add(DeskSocketClient.of(ann, port, DeskSocketClient.own(port)));
            }
            refuses(ann, DeskSocketClient.own(port), 429);
            open.add(DeskSocketClient.of(other, port, DeskSocketClient.own(port)));
            open.forEach(DeskSocketClient::close);
        }
    }

    @Test
    void onlyListens() {
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskSocketClient page = DeskSocketClient.of(ann, port, DeskSocketClient.own(port))) {
            page.says("{\"kind\":\"all\"}");

            assertThat(page.closed()).isEqualTo(1008);
        }
    }

    @Test
    void endsWhenItsAgentSignsOut() {
        try (DeskClient ann = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskSocketClient page = DeskSocketClient.of(ann, port, DeskSocketClient.own(port));
                DeskClient other = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskSocketClient stays = DeskSocketClient.of(other, port, DeskSocketClient.own(port))) {
            ann.send(ann.get("/desk"), "/desk/logout", Map.of());

            sockets.ping();

            assertThat(page.closed()).isEqualTo(1008);
            signals.changed(10);
            assertThat(stays.next()).contains("10");
        }
    }

    @Test
    void endsAtOnceWhenItsAgentIsLockedOutOrGetsAnotherRole() {
        Agent admin = new Agent(0, "admin", "Admin", Role.ADMINISTRATOR);
        long ann = agents.find("ann").orElseThrow().id();
        try (DeskClient client = DeskClient.signedIn(port, "ann", DeskClient.PASSWORD);
                DeskSocketClient page = DeskSocketClient.of(client, port, DeskSocketClient.own(port))) {
            accounts.change(ann, new Details("Ann", Role.OPERATOR, null, 5), admin);
            assertThat(page.closed()).isEqualTo(1008);
            try (DeskSocketClient again = DeskSocketClient.of(client, port, DeskSocketClient.own(port))) {
                accounts.change(ann, new Details("Anne", Role.OPERATOR, null, 5), admin);
                signals.changed(11);
                assertThat(again.next()).as("another name changes nothing").contains("11");
                accounts.lock(ann, admin);
                assertThat(again.closed()).isEqualTo(1008);
            }
            refuses(client, DeskSocketClient.own(port), 303);
        } finally {
            jdbc.sql("delete from agent where login = 'ann'").update();
        }
    }

    private void refuses(DeskClient agent, @Nullable String origin, int status) {
        assertThatThrownBy(() -> DeskSocketClient.of(agent, port, origin)).as("from %s", origin)
                .cause().isInstanceOfSatisfying(WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).as("from %s", origin)
                                .isEqualTo(status));
    }
}
