package io.parley.knowledge;

import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.faq.IndexedEntry;
import io.parley.knowledge.faq.Meanings;
import io.parley.knowledge.faq.Phrasing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of a FAQ's own ways to ask, which are asked of the FAQ without them (cross-validation): some ways to ask of entries
 * that stay, and all those of entries that are left out whole, so that nothing answers them.
 */
public final class Fold {

    private static final int FOLDS = 10;
    /** So many questions of either kind tell enough. */
    private static final int MOST = 1_000;

    private final Rehearsal rehearsal;
    private final List<Left> answerable = new ArrayList<>();
    private final List<Left> unanswerable = new ArrayList<>();
    private final Set<Long> gone = new HashSet<>();
    private final Set<FaqId> goneWhole = new HashSet<>();

    private Fold(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /**
     * A way to ask that was left out.
     *
     * @param right the ids of the entries that answer it; none when they were left out, too
     */
    public record Left(String text, Set<String> right) {}

    /**
     * All folds of a FAQ. An entry's question stays with it, so that one with a single way to ask is only ever left out whole.
     */
    static List<Fold> of(Rehearsal rehearsal) {
        Map<FaqId, List<IndexedEntry>> meanings = meanings(rehearsal.written());
        int folds = Math.clamp(meanings.size(), 2, FOLDS);
        List<Fold> all = IntStream.range(0, folds).mapToObj(fold -> new Fold(rehearsal)).toList();
        int at = 0;
        for (List<IndexedEntry> meaning : meanings.values()) {
            all.get(at % folds).leaveOut(meaning);
            List<Phrasing> others = phrasings(meaning).stream()
                    .filter(phrasing -> phrasing.kind() == Phrasing.Kind.ALTERNATIVE).toList();
            for (int i = 0; i < others.size(); i++) {
                all.get((at + 1 + i % (folds - 1)) % folds).leaveOut(others.get(i), ids(meaning));
            }
            at++;
        }
        return all.stream().filter(fold -> fold.goneWhole.size() < rehearsal.written().size()).toList();
    }

    private static Map<FaqId, List<IndexedEntry>> meanings(List<IndexedEntry> entries) {
        Meanings meanings = Meanings.of(entries);
        return entries.stream().collect(Collectors.groupingBy(entry -> meanings.of(entry.entry().id()),
                () -> new TreeMap<>(Comparator.comparing(FaqId::value)), Collectors.toList()));
    }

    private static List<Phrasing> phrasings(List<IndexedEntry> meaning) {
        return meaning.stream().flatMap(entry -> entry.phrasings().stream()).filter(Phrasing::asks).toList();
    }

    private static Set<String> ids(List<IndexedEntry> meaning) {
        return meaning.stream().map(entry -> entry.entry().id().value()).collect(Collectors.toSet());
    }

    private void leaveOut(List<IndexedEntry> meaning) {
        meaning.forEach(entry -> goneWhole.add(entry.entry().id()));
        phrasings(meaning).forEach(phrasing -> unanswerable.add(new Left(phrasing.text(), Set.of())));
    }

    private void leaveOut(Phrasing phrasing, Set<String> right) {
        gone.add(phrasing.id());
        answerable.add(new Left(phrasing.text(), right));
    }

    private static List<Left> someOf(List<Left> all) {
        int step = 1 + (all.size() - 1) / (MOST / FOLDS);
        return IntStream.range(0, all.size()).filter(i -> i % step == 0).mapToObj(all::get).toList();
    }

    /** The questions to ask: of a large FAQ only some of them. */
    public List<Left> left() {
        return Stream.of(answerable, unanswerable).flatMap(kind -> someOf(kind).stream()).toList();
    }

    /** The FAQ without it; takes as long as learning a FAQ of that size does. */
    public Rehearsal.Taught rest() {
        return rehearsal.without(phrasing -> gone.contains(phrasing.id()) || goneWhole.contains(phrasing.entry()));
    }
}
