package io.parley.knowledge.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.Document;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.LineBreakRendering;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;

/**
 * A heading of a Markdown text and what stands below it up to the next one, as plain text.
 *
 * @param line  where the heading is, from 1
 * @param level 1 to 6
 */
record MarkdownSection(long line, int level, String heading, String text) {

    private static final Parser PARSER = Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS).build();
    private static final TextContentRenderer PLAIN = TextContentRenderer.builder()
            .lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS).build();
    /** Settings that some tools keep at the top of a file. */
    private static final Pattern FRONT_MATTER = Pattern.compile("(?s)\\A---\\R.*?\\R---[ \\t]*(?=\\R|\\z)");

    /** The sections of a text; what stands above its first heading is in none. */
    static List<MarkdownSection> in(String text) {
        List<MarkdownSection> sections = new ArrayList<>();
        Node document = PARSER.parse(withoutFrontMatter(text));
        Document below = new Document();
        Heading heading = null;
        for (Node node = document.getFirstChild(); node != null;) {
            Node next = node.getNext();
            if (node instanceof Heading found) {
                addTo(sections, heading, below);
                heading = found;
                below = new Document();
            } else if (!(node instanceof HtmlBlock)) {
                below.appendChild(node);
            }
            node = next;
        }
        addTo(sections, heading, below);
        return sections;
    }

    /** Lines stay where they are. */
    private static String withoutFrontMatter(String text) {
        return FRONT_MATTER.matcher(text).replaceFirst(match -> "\n".repeat((int) match.group().lines().count() - 1));
    }

    private static void addTo(List<MarkdownSection> sections, @Nullable Heading heading, Document below) {
        if (heading != null) {
            long line = heading.getSourceSpans().getFirst().getLineIndex() + 1L;
            sections.add(new MarkdownSection(line, heading.getLevel(), PLAIN.render(heading).strip(),
                    PLAIN.render(below).strip()));
        }
    }

    /** Whether it only stands above questions: a deeper heading follows, and it asks nothing itself. */
    boolean isChapter(@Nullable MarkdownSection next) {
        return next != null && next.level > level && !heading.endsWith("?");
    }
}
