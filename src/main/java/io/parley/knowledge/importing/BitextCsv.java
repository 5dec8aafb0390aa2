package io.parley.knowledge.importing;

import io.parley.knowledge.FaqId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The CSV of Bitext's data sets, {@code flags,instruction,category,intent,response}; some call the instruction
 * {@code utterance}. With responses, each row is an entry, and those of one intent mean the same. Without, the rows are
 * phrasings of their intent, which is a draft.
 */
final class BitextCsv implements FaqFormat {

    private final Placeholders placeholders;

    BitextCsv(ShopSettings shop) {
        this.placeholders = new Placeholders(shop);
    }

    @Override
    public String title() {
        return "a table";
    }

    @Override
    public Set<String> endings() {
        return Set.of("csv", "tsv");
    }

    @Override
    public boolean fits(FaqFile file) {
        return table(file).isPresent();
    }

    @Override
    public Contents read(FaqFile file) {
        Table table = table(file).orElseThrow();
        FaqRows rows = new FaqRows(file);
        if (table.columns().contains("response")) {
            table.read((line, cells) -> takeAnswered(line, cells, rows), rows);
        } else {
            readIntents(table, rows);
        }
        return rows.contents();
    }

    private static Optional<Table> table(FaqFile file) {
        return Table.of(file, columns -> columns.contains("intent")
                && (columns.contains("instruction") || columns.contains("utterance")));
    }

    private static String instruction(UnaryOperator<String> cells) {
        String instruction = cells.apply("instruction").strip();
        return instruction.isEmpty() ? cells.apply("utterance").strip() : instruction;
    }

    /** Ids come from the text before its placeholders are filled, so that filling them otherwise makes no new entry. */
    private void takeAnswered(long line, UnaryOperator<String> cells, FaqRows rows) throws BadRow {
        String instruction = instruction(cells);
        String response = cells.apply("response").strip();
        FaqId id = FaqId.derivedFrom(instruction);
        if (rows.has(id)) {
            id = FaqId.derivedFrom(instruction + "\n" + response);
            if (rows.has(id)) {
                rows.repeated();
                return;
            }
        }
        FaqId own = id;
        rows.add(new FaqCells(line, column -> switch (column) {
            case "id" -> own.value();
            case "question" -> placeholders.filled(instruction);
            case "answer" -> placeholders.filled(response);
            case "category" -> cells.apply("category");
            case "keywords" -> Topic.words(cells.apply("intent"));
            case "intent" -> cells.apply("intent");
            default -> "";
        }).row());
    }

    private void readIntents(Table table, FaqRows rows) {
        Map<FaqId, Topic> topics = new LinkedHashMap<>();
        table.read((line, cells) -> {
            String intent = cells.apply("intent");
            FaqId id = Topic.id(intent);
            String question = placeholders.filled(instruction(cells));
            Topic topic = topics.getOrDefault(id,
                    new Topic(line, id, cells.apply("category").strip(), Topic.words(intent), null));
            if (!topic.add(question)) {
                rows.repeated();
            }
            topics.put(id, topic);
        }, rows);
        for (Topic topic : topics.values()) {
            try {
                rows.add(topic.row());
            } catch (BadRow e) {
                throw new IllegalStateException("An intent is gathered once.", e);
            }
        }
    }
}
