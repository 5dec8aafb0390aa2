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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Strings that programs trip over, as names and logins: on a page they change nothing but the text. */
@ParleyTest(properties = "parley.serving=false")
class OddNamesTest {
    private static final Path STRINGS = Path.of("../shared/data/hostile/naughty-strings.json");
    private static final String PLAIN = "QQQQ";

    @LocalServerPort
    private int port;

    @Autowired
    private Agents agents;

    @Autowired
    private JdbcClient jdbc;

    private final List<String> strings = new ArrayList<>();
    private DeskClient admin;

    /** Of how many strings one is tried. */
    int every() {
        return 4;
    }

    @BeforeEach
    void start() {
        assumeTrue(Files.exists(STRINGS), "skipped: ../shared/data/hostile is absent");
        List<String> all = JsonMapper.shared().readTree(STRINGS.toFile()).valueStream().map(JsonNode::asString)
                .toList();
        assertThat(all).hasSizeGreaterThan(500);
        IntStream.range(0, all.size()).filter(i -> i % every() == 0).mapToObj(all::get).forEach(strings::add);
        jdbc.sql("delete from agent where login <> 'admin'").update();
        admin = DeskClient.signedIn(port, "admin", ParleyTest.PASSWORD);
    }

    @AfterEach
    void end() {
        jdbc.sql("delete from agent where login <> 'admin'").update();
        if (admin != null) {
            admin.close();
        }
    }

    @Test
    void aNameIsText() {
        agents.add("zoe", PLAIN, Role.AGENT, DeskClient.PASSWORD);
        int taken = 0;
        try (DeskClient zoe = DeskClient.signedIn(port, "zoe", DeskClient.PASSWORD)) {
            String plain = normal(zoe.get("/desk/account"));
            for (String string : strings) {
                String name = AgentForm.cleaned(string);
                HttpResponse<String> answer = zoe.send(zoe.get("/desk/account"), "/desk/account",
                        Map.of("name", string));
                assertThat(answer.statusCode()).as(string).isEqualTo(AgentForm.isName(name) ? 302 : 422);
                if (AgentForm.isName(name)) {
                    assertThat(normal(zoe.get("/desk/account"))).isEqualTo(plain.replace(PLAIN, escaped(name)));
                    taken++;
                }
            }
        }
        assertThat(taken).isGreaterThan(400 / every());
    }

    @Test
    void aListOfNamesIsText() {
        List<String> names = new ArrayList<>();
        for (String name : strings.stream().map(AgentForm::cleaned).filter(AgentForm::isName).limit(450).toList()) {
            int added = jdbc.sql("""
                    insert into agent (login, name, role)
                    select ?, ?, 'agent' where not exists (select from agent where shown_key(name) = shown_key(?))""")
                    .param("odd-" + names.size()).param(name).param(name).update();
            if (added == 0) {
                continue;
            }
            names.add(name);
            jdbc.sql(
                    "insert into audit (at, actor, deed, object, detail) values (now(), :name, 'agent_added', :name, :name)")
                    .param("name", name).update();
        }
        String list = admin.get("/desk/agents").body();
        String audit = admin.get("/desk/audit").body();
        assertThat(names).allMatch(name -> list.contains("<bdi>" + escaped(name) + "</bdi>"));
        assertThat(names.subList(names.size() - 50, names.size())).allMatch(name -> audit
                .contains("<bdi class=\"object\">" + escaped(name) + "</bdi>"));
        assertThat(list).doesNotContain("<script>", "<img", "<svg", "<iframe");
        assertThat(audit).doesNotContain("<script>", "<img", "<svg", "<iframe");
        jdbc.sql("delete from audit").update();
    }

    @Test
    void aLoginIsText() {
        Map<String, String> form = Map.of("name", "Zoë", "role", "agent", "capacity", "5", "password", "short");
        HttpResponse<String> page = admin.get("/desk/agents");
        String plain = normal(sent(page, form, "two " + PLAIN));
        for (String string : strings.stream().filter(one -> !one.strip().matches("[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}"))
                .toList()) {
            assertThat(normal(sent(page, form, string)))
                    .isEqualTo(plain.replace("two " + PLAIN, escaped(string.strip())));
        }
        assertThat(jdbc.sql("select count(*) from agent").query(Integer.class).single()).isEqualTo(1);
    }

    private HttpResponse<String> sent(HttpResponse<String> page, Map<String, String> form, String login) {
        Map<String, String> all = new HashMap<>(form);
        all.put("login", login);
        return admin.send(page, "/desk/agents", all);
    }

    /** A page without its tokens, which differ each time. */
    private static String normal(HttpResponse<String> page) {
        return page.body().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
    }

    private static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
