package io.parley.insight;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.parley.support.Browser;
import io.parley.support.ParleyTest;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The overview in a real browser, with the conversations that were written by hand. */
@ParleyTest(properties = "parley.serving=false")
class OverviewInBrowserTest {
    /** How many numbers of a chart are more than 0. */
    private static final String DRAWN = "canvas => Chart.getChart(canvas)?.data.datasets.flatMap(one => one.data)"
            + ".filter(number => number > 0).length ?? 0";
    /** The sum of what a table shows, and of what its chart does. */
    private static final String SUMS = """
            key => {
              const cells = document.querySelectorAll(`table[data-place=draw-${key}] td[data-value]`);
              const chart = Chart.getChart(document.querySelector(`#draw-${key} canvas`));
              const sum = numbers => numbers.reduce((one, other) => one + Number(other), 0);
              return [sum([...cells].map(cell => cell.dataset.value)), sum(chart.data.datasets.flatMap(one => one.data))];
            }""";
    private static final Pattern ENTRY = Pattern.compile("(/faq:\\w+)(?=\\s|$)");
    private static final List<String> CHARTS = List.of("outcomes", "sources", "waits", "shares");
    /** Sums of fractions differ in their last digits by the order in which they are added up. */
    private static final double ROUNDING = 1e-9;
    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Insights insights;

    @BeforeAll
    static void startBrowser() {
        browser = Browser.start();
    }

    @AfterAll
    static void stopBrowser() {
        if (browser != null) {
            try (Browser last = browser) {
                assertThat(last.complaints()).isEmpty();
            }
        }
    }

    /** The conversations of the files, over the days from 25 to 5 before now. */
    private void talk() throws IOException {
        jdbc.sql("delete from episode").update();
        List.of("insight_day", "insight_language", "insight_entry")
                .forEach(table -> jdbc.sql("delete from " + table).update());
        List<String> entries = jdbc.sql("select id from faq_entry where state = 'published' order by id limit 40")
                .query(String.class).list();
        int n = 0;
        for (String script : scripts()) {
            Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(25 - n++ * 7 % 21, ChronoUnit.DAYS);
            String entry = entries.get(n * n % 997 * n % entries.size() * (n % 5) / 5);
            new Scripts(jdbc, start, n % 3 == 0 ? "email" : "web")
                    .play(n % 4 == 0 ? script : ENTRY.matcher(script).replaceAll("$1=" + entry));
        }
        jdbc.sql("update conversation set language = (array['en', 'en', 'de', null])[1 + id % 4]").update();
        insights.run();
    }

    private static List<String> scripts() throws IOException {
        return Stream.concat(EpisodesTest.lines().stream().map(EpisodesTest.Line::script),
                TimesTest.lines().stream().map(TimesTest.Line::script)).toList();
    }

    @Test
    @Tag("screens")
    void eachChartShowsTheNumbersOfItsTable() throws IOException {
        talk();
        for (NewContextOptions kind : Browser.screens()) {
            Page page = signedIn(kind);
            page.navigate(url("/desk/overview?days=30"));
            for (String chart : CHARTS) {
                assertThat(page.locator("#draw-" + chart + " canvas")).isVisible();
                assertThat((Integer) page.locator("#draw-" + chart + " canvas").evaluate(DRAWN)).as(chart)
                        .isPositive();
            }
            for (String chart : List.of("outcomes", "sources", "waits")) {
                List<?> sums = (List<?>) page.evaluate(SUMS, chart);
                assertThat(((Number) sums.getFirst()).doubleValue()).as(chart).isPositive()
                        .isCloseTo(((Number) sums.getLast()).doubleValue(), within(ROUNDING));
            }
            for (String part : List.of("channel", "language", "entry")) {
                assertThat(page.locator("table.by-" + part)).isVisible();
            }
            assertThat(page.locator("table.by-entry tbody tr")).hasCount(20);
            Browser.wholePage(page, "overview-charts-" + Browser.name(kind));
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
            page.locator("#chart-outcomes summary").click();
            assertThat(page.locator("#chart-outcomes table")).isVisible();
            page.context().close();
        }
    }

    @Test
    void anotherSchemeHasItsOwnColours() throws IOException {
        talk();
        Page page = signedIn(size(1200, 800).setColorScheme(ColorScheme.LIGHT));
        page.navigate(url("/desk/overview?days=30"));
        String hue = "() => Chart.getChart(document.querySelector('#draw-outcomes canvas')).data.datasets[0].hue";
        assertThat(page.locator("#draw-outcomes canvas")).isVisible();
        Object light = page.evaluate(hue);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.waitForFunction(
                "before => Chart.getChart(document.querySelector('#draw-outcomes canvas')).data.datasets[0].hue"
                        + " !== before",
                light);
        assertThat(page.evaluate(hue)).isEqualTo("#4a90dd");
        page.context().close();
    }

    @Test
    void withoutScriptTheTablesStandThere() throws IOException {
        talk();
        Page page = signedIn(size(1200, 800).setJavaScriptEnabled(false));
        page.navigate(url("/desk/overview?days=30"));
        assertThat(page.locator("#draw-outcomes")).isHidden();
        assertThat(page.locator("#chart-outcomes table")).isVisible();
        assertThat(page.locator("#chart-outcomes tbody tr")).hasCount(30);
        page.context().close();
    }

    @Test
    @Tag("screens")
    void theSliderSaysWhatAThresholdWouldChange() {
        jdbc.sql("""
                with talk as (insert into conversation (channel, thread, address)
                              values ('web', gen_random_uuid()::text, 'a') returning id)
                insert into message (conversation_id, channel, author, text, said_at)
                select talk.id, 'web', 'participant', 'Please tell me: ' || p.text, now() from talk,
                    (select text from faq_phrasing where kind in ('question', 'alternative') order by id limit 60) p""")
                .update();
        for (NewContextOptions kind : Browser.screens()) {
            Page page = signedIn(kind);
            page.navigate(url("/desk/overview/threshold"));
            assertThat(page.locator("#draw-curve canvas")).isVisible();
            assertThat((Integer) page.locator("#draw-curve canvas").evaluate(DRAWN)).isGreaterThan(50);
            assertThat(page.locator("#said")).containsText("This is the threshold now.");
            page.locator("#threshold").fill("0.98");
            assertThat(page.locator("#said")).containsText("From 98% on");
            assertThat(page.locator("#said")).not().containsText("This is the threshold now.");
            Browser.wholePage(page, "overview-threshold-" + Browser.name(kind));
            assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
            String said = page.locator("#said").textContent();
            String lost = said.replaceAll(".* newly, ([\\d,]+) no longer.*", "$1");
            page.locator("#examples").click();
            assertThat(page.locator("#effect [role=status]")).containsText("would be treated otherwise");
            assertThat(page.locator("#effect")).containsText("0.98");
            int now = Integer.parseInt(page.locator("tr[data-band=answer] td").first().textContent());
            int then = Integer.parseInt(page.locator("tr[data-band=answer] td").last().textContent());
            assertThat(now - then).as(said).isPositive().isEqualTo(Integer.parseInt(lost));
            page.context().close();
        }
    }

    private static NewContextOptions size(int width, int height) {
        return new NewContextOptions().setViewportSize(width, height);
    }

    private Page signedIn(NewContextOptions kind) {
        Page page = browser.visitor(kind);
        page.navigate(url("/desk"));
        page.locator("#username").fill("admin");
        page.locator("#password").fill(ParleyTest.PASSWORD);
        page.locator("button.solid").click();
        assertThat(page.locator(".tabs")).isVisible();
        return page;
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
