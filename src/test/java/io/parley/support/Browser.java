package io.parley.support;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/** A real Chromium, for tests; they are skipped where none is installed. */
public final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    /** Whether pages are tried on each kind of screen, and pictures of them are kept. */
    public static final boolean EACH_SCREEN = Boolean.getBoolean("each.screen");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** What runs for it and for nobody else. */
    private final List<ProcessHandle> processes;

    private Browser() {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) Patience.LIMIT.toMillis());
        List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
        this.playwright = Playwright
                .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        this.chromium = playwright.chromium()
                .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--headless=new", "--disable-background-networking",
                                "--disable-component-update", "--disable-sync")));
        this.processes = ProcessHandle.current().descendants().filter(one -> !others.contains(one)).toList();
    }

    /** Starts it, or skips the test with a sentence. */
    public static Browser start() {
        boolean present = isInstalled();
        if (!present) {
            System.out.println("There is no " + CHROMIUM + ", so nothing is tried in a browser");
        }
        Assumptions.assumeTrue(present, "There is no " + CHROMIUM + ", so nothing is tried in a browser");
        return new Browser();
    }

    /** Whether there is one. */
    public static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM);
    }

    /** Kills it, as a crash does: no page hears of it. It is closed as usual afterwards. */
    public void kill() {
        processes.stream()
                .filter(one -> one.info().command().orElse("").contains("chrom"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** A visitor with no memory. */
    public Page visitor() {
        return visitor(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1200, 800));
    }

    /** A visitor with a browser of some kind and no memory. */
    public Page visitor(com.microsoft.playwright.Browser.NewContextOptions kind) {
        BrowserContext context = chromium.newContext(kind);
        context.setDefaultTimeout((double) Patience.LIMIT.toMillis());
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        return page;
    }

    /** The complaints in the console: errors in scripts, refusals of the content policy. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Keeps a picture of a page in {@code target/screenshots}, where {@link #EACH_SCREEN} is tried. */
    public static void screenshot(Page page, String name) {
        screenshot(page, name, false);
    }

    /** The same, of all of a page, however long. */
    public static void wholePage(Page page, String name) {
        screenshot(page, name, true);
    }

    /** Waits until nothing of a page is wider than the screen, as it may be before its styles are there, and keeps a picture. */
    public static void fits(Page page, String name) {
        try {
            page.waitForFunction("document.documentElement.scrollWidth <= innerWidth");
        } catch (TimeoutError e) {
            throw new AssertionError(name + " is wider than the screen", e);
        }
        wholePage(page, name);
    }

    private static void screenshot(Page page, String name, boolean full) {
        if (EACH_SCREEN) {
            page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png"))
                    .setFullPage(full).setAnimations(ScreenshotAnimations.DISABLED));
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
