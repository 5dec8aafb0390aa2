package io.parley.answering.model;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Safelist;

/** Makes plain text of what a model wrote: Markdown is rendered, HTML removed, what is not seen dropped. */
final class PlainText {

    private static final int ROUNDS = 3;
    /** Quotes and lists within each other; what is nested more deeply is plain text. */
    private static final int DEEPEST = 50;
    private static final Pattern TAG = Pattern.compile("<[/!?]?\\p{Alpha}[^<]*>");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t]]");
    /** Full stops of other scripts, which browsers take for one within an address: between letters, not at a sentence's end. */
    private static final Pattern DOTS = Pattern.compile("(?<=[\\p{IsLatin}\\p{N}])[。｡․](?=[\\p{IsLatin}\\p{N}])");
    private static final Pattern BLANK_LINES = Pattern.compile("\\n[ \\t]*\\n(?:[ \\t]*\\n)+");
    private static final Document.OutputSettings AS_IT_STANDS = new Document.OutputSettings().prettyPrint(false);

    private static final Parser MARKDOWN = Parser.builder().maxOpenBlockParsers(DEEPEST).build();
    private static final TextContentRenderer TEXT = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS).build();

    private PlainText() {}

    /** The text without markup; links of Markdown keep their address, so that it can be seen and checked. */
    static String of(String written) {
        String text = withoutHtml(signs(written));
        Node markdown = MARKDOWN.parse(text);
        text = withoutHtml(TEXT.render(markdown));
        return BLANK_LINES.matcher(text).replaceAll("\n\n").strip();
    }

    /**
     * The text in the signs that everybody reads alike: full-width, circled and raised ones as plain ones, nothing that is
     * not seen, and one full stop for all.
     */
    static String signs(String text) {
        String plain = Normalizer.normalize(text.replace("\r\n", "\n"), Normalizer.Form.NFKC);
        StringBuilder seen = new StringBuilder(plain.length());
        plain.codePoints().filter(sign -> !UCharacter.hasBinaryProperty(sign, UProperty.DEFAULT_IGNORABLE_CODE_POINT))
                .forEach(seen::appendCodePoint);
        return DOTS.matcher(UNSEEN.matcher(seen).replaceAll("")).replaceAll(".");
    }

    /** Whether something is left that a browser could take for a tag. */
    static boolean holdsMarkup(String text) {
        return TAG.matcher(text).find();
    }

    /** Several rounds, since what is removed may have hidden a tag, or an entity one. */
    private static String withoutHtml(String text) {
        String clean = text;
        for (int round = 0; round < ROUNDS && (TAG.matcher(clean).find() || clean.contains("&")); round++) {
            String safe = Jsoup.clean(clean, "", Safelist.none(), AS_IT_STANDS);
            clean = org.jsoup.parser.Parser.unescapeEntities(safe, false);
        }
        return clean;
    }
}
