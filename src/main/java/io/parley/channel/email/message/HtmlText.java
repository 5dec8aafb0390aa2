package io.parley.channel.email.message;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/**
 * HTML as text: lines as a reader sees them, quotes marked by {@code >} as in plain mails, signatures left out, one empty
 * line where there are many. Nothing is loaded.
 */
public final class HtmlText implements NodeFilter {
    private static final Set<String> BLOCKS = Set.of("p", "div", "li", "ul", "ol", "table", "tr", "h1", "h2", "h3",
            "h4",
            "h5", "h6", "pre", "section", "article", "header", "footer", "blockquote", "center", "dl", "dt", "dd",
            "form",
            "address", "body");
    private static final Set<String> APART = Set.of("h1", "h2", "h3", "h4", "h5", "h6", "pre", "ul", "ol");
    private static final String UNSEEN = "head, style, script, title, template, noscript, [hidden],"
            + " [style~=(?i)display:\\s*none], [style~=(?i)mso-hide:\\s*all]";
    private static final String SIGNATURES = ".gmail_signature, [data-smartmail=gmail_signature],"
            + " .moz-signature, #Signature, #signature, [data-signatureblock=true], .signature_editor";
    /** The parser's time for one tag grows with how many are open. */
    private static final int MOST_TAGS = 50_000;
    private static final Pattern BLANKS = Pattern.compile("[ \\t\\r\\n\\f\\u00a0]+");

    private final Set<Node> leftOut;
    private final StringBuilder text = new StringBuilder();
    private int quotes;
    private int verbatim;
    private boolean atLineStart = true;

    private HtmlText(Set<Node> leftOut) {
        this.leftOut = leftOut;
    }

    /** The text of a document, as far as its first 50,000 tags go. */
    public static String of(String html) {
        Document document = Jsoup.parse(bounded(html));
        Set<Node> unseen = new HashSet<>(document.select(UNSEEN));
        String whole = textOf(document.body(), unseen);
        unseen.addAll(document.select(SIGNATURES));
        String unsigned = textOf(document.body(), unseen);
        return unsigned.isBlank() ? whole : unsigned;
    }

    private static String bounded(String html) {
        int tags = 0;
        for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
            if (++tags > MOST_TAGS) {
                return html.substring(0, at);
            }
        }
        return html;
    }

    /** Passes over elements: to remove one takes as long as it has siblings. */
    private static String textOf(Element body, Set<Node> leftOut) {
        HtmlText filter = new HtmlText(leftOut);
        NodeTraversor.filter(filter, body);
        return filter.text.toString();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (leftOut.contains(node)) {
            return FilterResult.SKIP_ENTIRELY;
        }
        if (node instanceof TextNode words) {
            add(verbatim > 0 ? words.getWholeText() : BLANKS.matcher(words.getWholeText()).replaceAll(" "));
        } else if (node instanceof Element element) {
            begin(element);
        }
        return FilterResult.CONTINUE;
    }

    private void begin(Element element) {
        String name = element.normalName();
        switch (name) {
            case "br" -> newLine();
            case "hr" -> {
                endLine();
                add("________________________________");
                endLine();
            }
            case "td", "th" -> add(" ");
            case "blockquote" -> {
                endLine();
                quotes++;
            }
            case "img" -> add(" ");
            default -> {
                if (BLOCKS.contains(name)) {
                    endLine();
                }
            }
        }
        if (name.equals("pre")) {
            verbatim++;
        }
        if (name.equals("li")) {
            add("- ");
        }
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            end(element);
        }
        return FilterResult.CONTINUE;
    }

    private void end(Element element) {
        String name = element.normalName();
        if (BLOCKS.contains(name)) {
            endLine();
        }
        if ((name.equals("p") && hasMargin(element)) || APART.contains(name)) {
            newLine();
        }
        if (name.equals("blockquote")) {
            quotes--;
        }
        if (name.equals("pre")) {
            verbatim--;
        }
    }

    /** Word's paragraphs stand line below line. */
    private static boolean hasMargin(Element paragraph) {
        return !paragraph.className().startsWith("Mso");
    }

    private void add(String words) {
        int from = 0;
        for (int end = words.indexOf('\n'); end >= 0; end = words.indexOf('\n', from)) {
            addInLine(words.substring(from, end));
            newLine();
            from = end + 1;
        }
        addInLine(words.substring(from));
    }

    private void addInLine(String words) {
        String more = verbatim == 0 && (atLineStart || endsWithBlank()) ? words.stripLeading() : words;
        if (more.isEmpty()) {
            return;
        }
        if (atLineStart) {
            mark();
        }
        text.append(more);
        atLineStart = false;
    }

    private boolean endsWithBlank() {
        return text.length() > 0 && text.charAt(text.length() - 1) == ' ';
    }

    private void endLine() {
        if (!atLineStart) {
            newLine();
        }
    }

    private void newLine() {
        if (isAfterEmptyLine()) {
            return;
        }
        if (atLineStart) {
            mark();
        }
        text.append('\n');
        atLineStart = true;
    }

    /** Outside quotes one empty line is enough. */
    private boolean isAfterEmptyLine() {
        int end = text.length();
        return quotes == 0 && end >= 2 && text.charAt(end - 1) == '\n' && text.charAt(end - 2) == '\n';
    }

    private void mark() {
        text.append(">".repeat(Math.min(quotes, 20))).append(quotes > 0 ? " " : "");
    }
}
