package io.parley.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.parley.knowledge.Knowledge;
import io.parley.security.Role;
import io.parley.support.ParleyTest;
import io.parley.support.TestDatabase;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Each page of the desk with script, with each of its parts at least once, and after a refresh. */
@ParleyTest(properties = {"parley.serving=false", "parley.email.address=help@shop.example",
        "parley.email.imap-url=imap://help:secret@127.0.0.1:1", "parley.email.smtp-url=smtp://help:secret@127.0.0.1:1",
        "parley.oidc.issuer=http://127.0.0.1:1", "parley.oidc.client-id=parley", "parley.oidc.client-secret=secret",
        "parley.llm.provider=ollama", "parley.llm.base-url=http://127.0.0.1:1", "parley.llm.model=none"})
@Import(MarkedPages.class)
class DeskSweepTest extends DeskInABrowser {
    /** What the sample has no rows for. */
    private static final Set<String> NOT_SHOWN = Set.of(
            // A page whose database is away.
            "overview: ${today.isEmpty()}",
            // Each question is near to some entry.
            "faq: ${!ask.isEmpty() and hits.isEmpty()}");
    private static final String WAITS = "/desk/t/1001";
    private static final String OTHERS = "/desk/t/1003";
    private static final String MINE = "/desk/t/1007";
    private static final String TEACH = "/desk/t/1008/teach";
    private static final Map<String, String> WAYS = Map.of("question", "Do you wrap plants as birthday presents?",
            "answer",
            "Plants are wrapped as birthday presents in the shop on Saturdays.", "moreWays",
            "Could my plant be wrapped as a birthday present?\nI want a plant wrapped as a birthday present",
            "looked", "true", "both", "true", "few", "true", "rule", "true");

    @Autowired
    private TestDatabase database;
    @Autowired
    private Knowledge knowledge;
    @Autowired
    private ConditionalParts parts;
    @Autowired
    private RequestMappingHandlerMapping requestMappingHandlerMapping;

    private Sweep sweep;
    private Page admin;
    private Page bob;
    private Page ada;

    private void fill() {
        ResourceDatabasePopulator sample = new ResourceDatabasePopulator(new ClassPathResource("desk/sample.sql"));
        sample.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
        sample.execute(database.dataSource());
        knowledge.refresh();
    }

    @BeforeEach
    void signIn() {
        agents.add("marta", "Marta", Role.OPERATOR, DeskClient.PASSWORD);
        agents.add("bob", "Bob", Role.AGENT, DeskClient.PASSWORD);
        agents.add("ada", "Ada", Role.ADMINISTRATOR, DeskClient.PASSWORD);
        agents.add("zoe", "Zoe", Role.AGENT, DeskClient.PASSWORD);
        sweep = new Sweep(url(""), parts);
        admin = sweep.watched(browser.visitor());
        signIn(admin, "admin", ParleyTest.PASSWORD);
        bob = sweep.watched(signedIn("bob"));
        ada = sweep.watched(signedIn("ada"));
    }

    @Test
    void eachPageIsWholeWithEachOfItsParts() {
        empty();
        fill();
        lists();
        tickets();
        entries();
        suggestions();
        teaching();
        operation();
        team();
        problems();

        assertThat(parts.ignored()).as("conditions without an effect").isEmpty();
        assertThat(sweep.wrong()).isEmpty();
        assertThat(sweep.unseen()).containsExactlyInAnyOrderElementsOf(NOT_SHOWN);
        assertThat(routes()).isNotEmpty();
        assertThat(routes().filter(route -> sweep.opened().stream().noneMatch(path -> path.matches(route)))).isEmpty();
    }

    /** The pages before anybody wrote. */
    private void empty() {
        database.jdbc().sql("delete from audit").update();
        sweep.open(admin, "/desk/audit", "/desk/corrections", "/desk/dead-letters", "/desk/drafts", "/desk/gaps",
                "/desk/keys",
                "/desk/overview", "/desk/rate", "/desk/votes");
    }

    private void lists() {
        sweep.open(admin, "/desk", "/desk?tab=mine", "/desk?tab=snoozed", "/desk?tab=resolved", "/desk?tab=all",
                "/desk?from=2001", "/desk?tag=none", "/desk?did=2", "/desk/search?tag=many",
                "/desk/search?tag=many&from=2020",
                "/desk/search?tag=parcels", "/desk/search?q=parcel&resolved=true", "/desk/search?q=nothing");
        sweep.send(admin, "/desk", "#many-take", Map.of(), 422);
        sweep.send(admin, "/desk", "#many-take", Map.of("ticket", "2002:0"), 200);
        sweep.send(admin, "/desk", "#many-take", Map.of("ticket", "2001:99"), 409);
        sweep.open(admin, "/desk/people?q=ann", "/desk/people?q=joan", "/desk/people?q=nobody", "/desk/people/1001",
                "/desk/people/1003",
                "/desk/people/1004");
    }

    private void tickets() {
        sweep.open(admin, WAITS, "/desk/t/1002", OTHERS, "/desk/t/1004", "/desk/t/1005", "/desk/t/1006",
                MINE + "?change=10073", "/desk/t/1009", "/desk/t/2002", MINE + "?done=sent");
        sweep.send(admin, OTHERS, "#send", Map.of("as", "reply", "text", "Hello", "takeOver", "false"), 409);
        sweep.send(admin, WAITS, "#look", Map.of("faq", "order"), 200);
        sweep.send(admin, MINE, "#save", Map.of("as", "note", "text", ""), 422);
    }

    private void entries() {
        sweep.open(admin, "/desk/faq", "/desk/faq?from=sample-more-100", "/desk/faq?q=nothing-like-it",
                "/desk/faq?state=retired", "/desk/faq?ask=where+is+my+order", "/desk/faq/new",
                "/desk/faq/entry?id=sample",
                "/desk/faq/entry?id=sample&ask=order&done=saved", "/desk/faq/entry?id=sample-draft",
                "/desk/faq/entry?id=sample-retired", "/desk/faq/history?id=sample&revision=2",
                "/desk/faq/history?id=sample-german", "/desk/corrections", "/desk/corrections?from=1050",
                "/desk/corrections/1003", "/desk/corrections/1003?after=2010", "/desk/corrections/1099");
        sweep.send(admin, "/desk/faq/new", "#save", Map.of("question", ""), 422);
        sweep.send(admin, "/desk/faq/new", "#publish", Map.of("question", "New?", "answer", ""), 422);
        sweep.send(admin, "/desk/faq/new", "#save", Map.of("question", "Do you sell twins?", "answer", "We do."), 200);
        sweep.send(admin, "/desk/faq/new", "#save", Map.of("question", "Do you sell twins?", "answer", "No."), 409);
        sweep.send(admin, "/desk/faq/entry?id=sample", "#save", Map.of("revision", "1"), 409);
        sweep.send(admin, "/desk/faq/history?id=sample&revision=2", "#restore", Map.of("revision", "1"), 409);
        sweep.send(admin, "/desk/corrections/1003", "#all", Map.of("text", ""), 422);
    }

    private void suggestions() {
        sweep.open(admin, "/desk/drafts", "/desk/drafts?n=1", "/desk/drafts?n=2", "/desk/drafts?n=3&done=published",
                "/desk/gaps", "/desk/gaps?skip=20", "/desk/gaps?done=looked", "/desk/votes",
                "/desk/votes?n=1&done=refused");
        database.jdbc().sql("""
                insert into regression_case (text, hash, expected, origin, added_at)
                select text, hash, null, 'file', now() from lesson where id = 1000""").update();
        sweep.send(admin, "/desk/votes", "#accept", Map.of(), 422);
        database.jdbc().sql("delete from regression_case where text like '%giraffes%'").update();
        sweep.send(admin, "/desk/gaps", "section.gap button.solid", Map.of("answer", ""), 422);
        sweep.send(admin, "/desk/drafts?n=2", "#try", Map.of("question", "Do zebras drink milk?", "answer", "They do.",
                "otherWays", "Is milk for zebras?\nMay zebras have milk?"), 200);
        sweep.send(admin, "/desk/drafts?n=3", "#try", Map.of(), 200);
        sweep.send(admin, "/desk/drafts?n=3", "#publish", Map.of(), 422);
        sweep.send(bob, "/desk/drafts?n=3", "#publish", Map.of(), 422);
    }

    private void teaching() {
        sweep.open(admin, TEACH, "/desk/t/1002/teach", "/desk/t/1013/teach");
        sweep.send(admin, TEACH, "#publish", Map.of("question", "Where is the parcel of Ignatius Baxter?", "answer",
                "We have refunded the parcel of Ignatius Baxter."), 422);
        sweep.send(admin, TEACH, "#publish", WAYS, 422);
        sweep.send(admin, TEACH, "#publish",
                Map.of("question", "May I have it wrapped?", "answer", "We wrap it for 9 pounds."),
                422);
    }

    private void operation() {
        sweep.open(admin, "/desk/dead-letters", "/desk/dead-letters?from=2026-01-01T00:00:00Z~inbox:1",
                "/desk/dead-letters?done=replayed", "/desk/overview",
                "/desk/overview?days=30",
                "/desk/overview/threshold", "/desk/rate", "/desk/rate?done=rated", "/desk/settings",
                "/desk/people/1004/erase", "/desk/erasures/1001", "/desk/erasures/1002");
        sweep.send(admin, "/desk/people/1004/erase", "#begin", Map.of("number", "1"), 422);
        sweep.send(admin, "/desk/settings", "#try-parley-confidence-answer", Map.of("value", "0.99"), 200);
        sweep.send(admin, "/desk/settings", "#save-parley-confidence-answer", Map.of("value", "x"), 422);
        sweep.send(admin, "/desk/settings", "#save-parley-confidence-answer", Map.of("value", "0.51"), 200);
        sweep.send(admin, "/desk/settings", "#save-parley-office-hours", Map.of("value", "Mon-Fri 9:00-17:00"), 200);
        sweep.open(bob, "/desk/overview");
    }

    private void team() {
        sweep.open(admin, "/desk/agents", "/desk/agents?done=added", agent("marta"), agent("zoe"), agent("admin"),
                "/desk/audit",
                "/desk/audit?from=" + jdbc.sql("select max(id) from audit").query(Long.class).single(), "/desk/keys",
                "/desk/account", "/desk/account?done=saved");
        sweep.open(ada, agent("admin"), "/desk/account");
        sweep.send(admin, "/desk/agents", "#add", Map.of("name", "", "role", "king"), 422);
        sweep.send(admin, "/desk/keys", "#make", Map.of("name", "Key"), 422);
        sweep.send(admin, "/desk/keys", "#make", Map.of("name", "Key", "scope", "tickets:read"), 200);
        sweep.send(admin, "/desk/account", "#set-digest", Map.of("way", "mail"), 422);
        database.jdbc().sql("update agent set password_hash = null, oidc_subject = 'ada' where login = 'ada'").update();
        sweep.open(ada, "/desk/account");
    }

    private String agent(String login) {
        return "/desk/agents/"
                + jdbc.sql("select id from agent where login = ?").param(login).query(Long.class).single();
    }

    private void problems() {
        sweep.openProblem(admin, "/desk/t/999999", 404, "There is no such ticket.");
        sweep.openProblem(admin, "/desk/nothing", 404, "There is no such page.");
        sweep.openProblem(admin, "/desk/many", 405, "There is no such page.");
        sweep.openProblem(admin, "/desk/search?q=%ff", 400, "That cannot be read.");
        sweep.openProblem(bob, "/desk/settings", 403, "You may not do that");
        parts.whileBroken("audit", () -> sweep.openProblem(admin, "/desk/audit", 500, "This did not work"));
        sweep.open(sweep.watched(browser.visitor()), "/desk/login?wrong");
    }

    /** The addresses that show a page, as patterns. */
    private Stream<String> routes() {
        return requestMappingHandlerMapping.getHandlerMethods().keySet().stream()
                .flatMap(route -> DeskRoutesTest.names(route).stream()).filter(route -> route.startsWith("GET /desk"))
                .map(route -> route.substring(route.indexOf(' ') + 1))
                .filter(path -> !Set.of("/desk/files/{name}", "/desk/faq/find", "/desk/overview/figures.csv",
                        "/desk/people/{id}/export").contains(path))
                .map(path -> path.replaceAll("\\{\\w+}", "[^/]+"));
    }
}
