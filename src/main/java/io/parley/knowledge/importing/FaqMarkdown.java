package io.parley.knowledge.importing;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Markdown with one heading a question and the answer below it; headings above others are their categories. */
final class FaqMarkdown implements FaqFormat {

    private static final Set<String> ENDINGS = Set.of("md", "markdown");
    private static final Pattern HEADING = Pattern.compile("(?s)\\s*#{1,6}[ \\t]\\S.*");

    @Override
    public String title() {
        return "Markdown";
    }

    @Override
    public Set<String> endings() {
        return ENDINGS;
    }

    @Override
    public boolean fits(FaqFile file) {
        return ENDINGS.contains(file.ending()) ? !file.text().isBlank() : HEADING.matcher(file.text()).matches();
    }

    @Override
    public Contents read(FaqFile file) {
        List<MarkdownSection> sections = MarkdownSection.in(file.text());
        if (sections.isEmpty()) {
            throw new UnreadableFaq(file.name(), "It has no heading, so it holds no question.",
                    "Write each question as a heading, such as: ## Where is my order?");
        }
        FaqRows rows = new FaqRows(file);
        for (int i = 0; i < sections.size(); i++) {
            take(sections, i, rows);
        }
        return rows.contents();
    }

    private static void take(List<MarkdownSection> sections, int index, FaqRows rows) {
        MarkdownSection section = sections.get(index);
        try {
            rows.read();
            if (!section.isChapter(index + 1 < sections.size() ? sections.get(index + 1) : null)) {
                rows.add(row(section, chapter(sections, index)));
            } else if (!section.text().isEmpty()) {
                throw new BadRow("is the heading of a chapter; the text right below it belongs to no question");
            }
        } catch (BadRow e) {
            rows.problem(section.line(), e);
        }
    }

    /** The nearest heading above that is a chapter of the question's; the title of the whole file is none. */
    private static String chapter(List<MarkdownSection> sections, int index) {
        int level = sections.get(index).level();
        for (int above = index - 1; above > 0; above--) {
            if (sections.get(above).level() < level) {
                return sections.get(above).heading();
            }
        }
        boolean isOnlyChapter = index > 0 && sections.getFirst().level() < level
                && sections.stream().filter(one -> one.level() == sections.getFirst().level()).count() > 1;
        return isOnlyChapter ? sections.getFirst().heading() : "";
    }

    private static FaqRow row(MarkdownSection section, String category) throws BadRow {
        return new FaqCells(section.line(), column -> switch (column) {
            case "question" -> section.heading();
            case "answer" -> section.text();
            case "category" -> category;
            default -> "";
        }).row();
    }
}
