package io.parley.desk;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.parley.support.Patience;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Opens one page of the desk after another in a browser. It notes what is wrong on each: an error, an id that two elements have,
 * a part that a refresh takes away; and which of the {@link ConditionalParts} were there.
 */
final class Sweep {
    private static final String DOUBLE_IDS = """
            () => { const ids = [...document.querySelectorAll('[id]')].map(one => one.id);
                return ids.filter((id, at) => ids.indexOf(id) !== at); }""";
    private static final String PARTS = """
            () => { const parts = [...document.querySelectorAll('[data-part]')].map(one => one.dataset.part);
                const comments = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT);
                while (comments.nextNode()) {
                    if (comments.currentNode.data.startsWith('part ')) parts.push(comments.currentNode.data.slice(5));
                }
                return [...new Set(parts)]; }""";
    /** False when the page did not come again. */
    private static final String REFRESH = """
            patience => new Promise(done => {
                if (!document.querySelector('main[data-follows]')) { done(true); return; }
                document.addEventListener('desk:looked', () => done(true), {once: true});
                setTimeout(() => done(false), patience);
                document.dispatchEvent(new Event('visibilitychange'));
            })""";
    /** What a form has no field or choice for is sent as well: as it stood on a page that is old. */
    private static final String FILL = """
            ([button, fields]) => {
                const form = document.querySelector(button).form;
                form.noValidate = true;
                for (const [name, value] of Object.entries(fields)) {
                    const same = [...form.elements].filter(one => one.name === name);
                    const ticked = same.filter(one => one.type === 'checkbox' || one.type === 'radio');
                    const written = same.filter(one => !ticked.includes(one));
                    for (const one of ticked) one.checked = one.value === value;
                    for (const one of written) {
                        if (one.tagName === 'SELECT') one.add(new Option(value, value));
                        one.removeAttribute('maxlength');
                        one.value = value;
                    }
                    if (!written.length && !ticked.some(one => one.checked)) {
                        const hidden = document.createElement('input');
                        Object.assign(hidden, {type: 'hidden', name, value});
                        form.append(hidden);
                    }
                }
            }""";
    private static final Set<Integer> REDIRECTS = Set.of(302, 303);

    private final String site;
    private final List<String> names;
    private final Set<String> opened = new TreeSet<>();
    private final Set<String> seen = new TreeSet<>();
    private final List<String> wrong = new ArrayList<>();

    /** @param site the beginning of each page's address */
    Sweep(String site, ConditionalParts parts) {
        this.site = site;
        this.names = parts.names();
    }

    /** Notes what a page's scripts throw from now on; gives the page. */
    Page watched(Page page) {
        page.onPageError(thrown -> wrong.add(page.url() + " throws " + thrown));
        return page;
    }

    /** Opens some addresses one after the other. */
    void open(Page page, String... paths) {
        for (String path : paths) {
            look(page, path, page.navigate(site + path), 200);
        }
    }

    /** Opens an address that leads to an error, which the page says in a sentence. */
    void openProblem(Page page, String path, int status, String sentence) {
        look(page, path, page.navigate(site + path), status);
        if (!page.locator("main").innerText().contains(sentence)) {
            wrong.add(path + " does not say: " + sentence);
        }
        if (page.locator("main a[href='/desk']").count() != 1) {
            wrong.add(path + " leads to no way back");
        }
    }

    /** Opens an address, fills a form there in, and presses a button of it. */
    void send(Page page, String path, String button, Map<String, String> fields, int status) {
        page.navigate(site + path);
        if (page.locator(button).count() == 0) {
            wrong.add(path + " has no " + button);
            return;
        }
        page.evaluate(FILL, List.of(button, fields));
        AtomicBoolean isThere = new AtomicBoolean();
        Consumer<Page> loaded = any -> isThere.set(true);
        page.onLoad(loaded);
        Response answer = page.waitForResponse(
                one -> one.request().isNavigationRequest() && !REDIRECTS.contains(one.status()),
                () -> page.locator(button).first().dispatchEvent("click"));
        page.waitForCondition(isThere::get);
        page.offLoad(loaded);
        look(page, path + " " + button, answer, status);
    }

    /** Looks at a page as it stands, once more after it came again, and notes what is wrong. */
    void look(Page page, String what, @Nullable Response answer, int status) {
        opened.add(URI.create(page.url()).getPath());
        if (answer == null || answer.status() != status) {
            wrong.add(what + " answers " + (answer == null ? "nothing" : answer.status()) + ", not " + status);
        }
        Set<String> before = parts(page);
        ids(page, what);
        if (!page.evaluate(REFRESH, Math.toIntExact(Patience.LIMIT.toMillis())).equals(true)) {
            wrong.add(what + " does not come again");
        }
        ids(page, what + ", once more");
        Set<String> gone = new TreeSet<>(before);
        gone.removeAll(parts(page));
        gone.forEach(part -> wrong.add(what + " loses when it comes again: " + part));
        seen.addAll(before);
    }

    private void ids(Page page, String what) {
        for (Object id : (List<?>) page.evaluate(DOUBLE_IDS)) {
            wrong.add(what + " has twice the id " + id);
        }
    }

    private Set<String> parts(Page page) {
        return ((List<?>) page.evaluate(PARTS)).stream().map(number -> names.get(Integer.parseInt(number.toString())))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong on the pages that were opened. */
    List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** The paths that were opened. */
    Set<String> opened() {
        return Set.copyOf(opened);
    }

    /** The parts that were on none of them. */
    List<String> unseen() {
        return names.stream().filter(name -> !seen.contains(name)).toList();
    }
}
