package io.parley.support;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import com.microsoft.playwright.options.ViewportSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Chromium, for tests; they are skipped where none is installed. One serves all tests of a JVM, which run one after the
 * other in one thread, as Playwright demands; visitors of different tests share nothing else.
 */
public final class Browser implements AutoCloseable {
    /** Without windows it takes half as much of the machine. */
    private static final Path WITHOUT_WINDOWS = Path.of("/usr/bin/chromium-headless-shell");
    private static final Path CHROMIUM = Files.isExecutable(WITHOUT_WINDOWS)
            ? WITHOUT_WINDOWS
            : Path.of("/usr/bin/chromium");
    /** Whether pages are tried on each kind of screen, and pictures of them are kept. */
    public static final boolean EACH_SCREEN = Boolean.getBoolean("each.screen");
    private static final ViewportSize DESKTOP = new ViewportSize(1200, 800);
    private static final ViewportSize PHONE = new ViewportSize(360, 740);
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private static @Nullable Engine shared;

    private final Engine engine;
    private final boolean isShared;
    private final List<BrowserContext> visitors = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Browser(Engine engine, boolean isShared) {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) Patience.LIMIT.toMillis());
        this.engine = engine;
        this.isShared = isShared;
    }

    /** @param processes what runs for it and for nobody else */
    private record Engine(Playwright playwright, com.microsoft.playwright.Browser chromium,
            List<ProcessHandle> processes) {
        static Engine start() {
            List<ProcessHandle> others = ProcessHandle.current().descendants().toList();
            Playwright playwright = Playwright
                    .create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            com.microsoft.playwright.Browser chromium = playwright.chromium()
                    .launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM)
                            .setArgs(List.of("--no-sandbox", "--headless", "--disable-background-networking",
                                    "--disable-component-update", "--disable-sync", "--disable-gpu",
                                    "--disable-software-rasterizer")));
            return new Engine(playwright, chromium,
                    ProcessHandle.current().descendants().filter(one -> !others.contains(one)).toList());
        }
    }

    /** Starts it, or skips the test with a sentence. */
    public static Browser start() {
        checkIsInstalled();
        Engine engine = shared;
        if (engine == null) {
            engine = Engine.start();
            shared = engine;
        }
        return new Browser(engine, true);
    }

    /** Starts one that nobody else uses, so that it may be killed. */
    public static Browser startAnother() {
        checkIsInstalled();
        return new Browser(Engine.start(), false);
    }

    private static void checkIsInstalled() {
        boolean present = isInstalled();
        if (!present) {
            System.out.println("There is no " + CHROMIUM + ", so nothing is tried in a browser");
        }
        Assumptions.assumeTrue(present, "There is no " + CHROMIUM + ", so nothing is tried in a browser");
    }

    /** Whether there is one. */
    public static boolean isInstalled() {
        return Files.isExecutable(CHROMIUM);
    }

    /** Kills it, as a crash does: no page hears of it. It is closed as usual afterwards. */
    public void kill() {
        engine.processes().stream()
                .filter(one -> one.info().command().orElse("").contains("chrom"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** A visitor with no memory. */
    public Page visitor() {
        return visitor(new NewContextOptions().setViewportSize(1200, 800));
    }

    /** A visitor with a browser of some kind and no memory. */
    public Page visitor(NewContextOptions kind) {
        BrowserContext context = engine.chromium().newContext(kind);
        visitors.add(context);
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

    /** The kinds of screens on which pages have to fit: a phone, and where {@link #EACH_SCREEN} is tried, all. */
    public static List<NewContextOptions> screens() {
        return EACH_SCREEN
                ? Stream.of(DESKTOP, PHONE).flatMap(size -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK)
                        .map(scheme -> screen(size, scheme))).toList()
                : List.of(screen(PHONE, ColorScheme.LIGHT));
    }

    private static NewContextOptions screen(ViewportSize size, ColorScheme scheme) {
        return new NewContextOptions().setViewportSize(size.width, size.height).setColorScheme(scheme);
    }

    /** A word for a kind of screen. */
    public static String name(NewContextOptions screen) {
        return screen.viewportSize.orElseThrow().width + "-" + screen.colorScheme.orElseThrow();
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

    /** Ends its visitors. */
    @Override
    public void close() {
        if (isShared) {
            visitors.forEach(BrowserContext::close);
        } else {
            engine.playwright().close();
        }
    }
}
