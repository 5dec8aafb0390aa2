package io.parley.channel.web;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium, for tests; they are skipped where none is installed. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser() {
        this.playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium = playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--headless=new", "--disable-background-networking",
                                "--disable-component-update", "--disable-sync")));
    }

    /** Starts it, or skips the test with a sentence. */
    static Browser start() {
        boolean present = Files.isExecutable(CHROMIUM);
        if (!present) {
            System.out.println("There is no " + CHROMIUM + ", so the chat is not tried in a browser");
        }
        Assumptions.assumeTrue(present, "There is no " + CHROMIUM + ", so the chat is not tried in a browser");
        return new Browser();
    }

    /** A visitor with no memory. */
    Page visitor() {
        return visitor(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1200, 800));
    }

    Page visitor(com.microsoft.playwright.Browser.NewContextOptions kind) {
        BrowserContext context = chromium.newContext(kind);
        context.setDefaultTimeout(15_000);
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** What pages complained about in the console: errors in scripts, refusals of the content policy. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png"))
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
