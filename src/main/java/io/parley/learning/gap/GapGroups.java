package io.parley.learning.gap;

import io.parley.knowledge.Knowledge;
import io.parley.knowledge.Likeness;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import io.parley.knowledge.search.Thresholds;
import io.parley.learning.gap.GapRows.Kept;
import io.parley.learning.gap.GapRows.Member;
import io.parley.learning.gap.GapRows.Progress;
import io.parley.settings.Live;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Groups like questions, and takes those away that the FAQ answers by now. */
@Component
class GapGroups {
    private static final int TIMEOUT_SECONDS = 60;
    /**
     * The average cosine from which questions are one group: of 600 real questions, groups of three and more then hold 83 or 35
     * of 100, and 79 or 94 of 100 of these ask what most of their group do (banking77, clinc150).
     */
    static final double ALIKE = 0.6;

    private final GapRows rows;
    private final Knowledge knowledge;
    private final Search search;
    private final Live<Thresholds> thresholds;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    GapGroups(GapRows rows, Knowledge knowledge, Search search, Live<Thresholds> thresholds,
            PlatformTransactionManager transactions, InstantSource clock) {
        this.rows = rows;
        this.knowledge = knowledge;
        this.search = search;
        this.thresholds = thresholds;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setTimeout(TIMEOUT_SECONDS);
        this.clock = clock;
    }

    /** Asks the FAQ again, and groups anew. */
    void run() {
        forgetChanged();
        askAgain();
        transaction.executeWithoutResult(status -> {
            rows.takeTurn();
            group(newest());
            rows.forgetEmpty();
        });
    }

    private void forgetChanged() {
        List<Long> some = rows.messagesAfter(0);
        while (!some.isEmpty()) {
            List<Long> looked = some;
            transaction.executeWithoutResult(status -> {
                rows.takeTurn();
                rows.forgetChanged(looked);
            });
            some = rows.messagesAfter(some.getLast());
        }
    }

    private List<Member> newest() {
        return rows.newest(clock.instant().minus(Gaps.SHOWN));
    }

    /** A question with the entries that the FAQ finds for it. */
    private record Asked(Member member, List<Hit> found) {}

    private void askAgain() {
        long change = rows.faqChange();
        knowledge.refresh();
        Optional<Progress> progress = rows.progress();
        boolean isSameFaq = progress.filter(last -> last.faqChange() == change).isPresent();
        List<Asked> asked = newest().stream().filter(one -> !isSameFaq || one.isNew())
                .map(one -> new Asked(one, search.meanings(one.text(), 2))).toList();
        transaction.executeWithoutResult(status -> {
            rows.forget(asked.stream().filter(this::isAnswered).map(one -> one.member().message()).toList());
            asked.forEach(this::keepNearest);
            progress.ifPresent(
                    last -> rows.save(new Progress(last.lastMessage(), last.lastVote(), last.lookedAt(), change)));
        });
    }

    /** An answer that did not help does not count. */
    private boolean isAnswered(Asked one) {
        return thresholds.now().sure(one.found())
                .filter(hit -> !hit.entry().id().value().equals(one.member().wrong())).isPresent();
    }

    private void keepNearest(Asked one) {
        one.found().stream().findFirst().ifPresent(hit -> rows.setNear(one.member().message(),
                hit.entry().id().value(), hit.confidence().value()));
    }

    private void group(List<Member> members) {
        Map<Long, Kept> kept = rows.all().stream().collect(Collectors.toMap(Kept::id, Function.identity()));
        List<List<Member>> ignored = byGap(members, kept, Kept::isIgnored);
        List<Member> open = new ArrayList<>();
        for (Member one : members) {
            Kept own = one.gap() == null ? null : kept.get(one.gap());
            if (own == null || !own.isIgnored()) {
                joined(one, ignored).ifPresentOrElse(group -> group.add(one), () -> open.add(one));
            }
        }
        ignored.forEach(group -> rows.place(group.getFirst().gap(), typicalFirst(group)));
        Set<Long> taken = new HashSet<>();
        groups(open, byGap(open, kept, Kept::isJoined)).forEach(group -> place(group, taken));
    }

    private static List<List<Member>> byGap(List<Member> members, Map<Long, Kept> kept,
            Predicate<Kept> which) {
        Map<Long, List<Member>> groups = new HashMap<>();
        for (Member one : members) {
            Long gap = one.gap();
            if (gap != null && Optional.ofNullable(kept.get(gap)).filter(which).isPresent()) {
                groups.computeIfAbsent(gap, id -> new ArrayList<>()).add(one);
            }
        }
        return List.copyOf(groups.values());
    }

    /** The group that nobody wants to see and a question is like. */
    private static Optional<List<Member>> joined(Member one, List<List<Member>> ignored) {
        return ignored.stream().filter(group -> average(one, group) >= ALIKE)
                .max(Comparator.comparingDouble(group -> average(one, group)));
    }

    private static double average(Member one, List<Member> group) {
        return group.stream().mapToDouble(other -> Likeness.cosine(one.vector(), other.vector())).average().orElse(0);
    }

    /** Groups of like questions; what somebody put together stays together. */
    private static List<List<Member>> groups(List<Member> members, List<List<Member>> together) {
        Map<Member, Integer> places = new HashMap<>();
        IntStream.range(0, members.size()).forEach(i -> places.put(members.get(i), i));
        Set<Member> put = together.stream().flatMap(List::stream).collect(Collectors.toSet());
        List<List<Integer>> first = Stream.concat(together.stream(),
                members.stream().filter(one -> !put.contains(one)).map(List::of))
                .map(group -> group.stream().map(places::get).toList()).toList();
        return AverageLinkage.groups(members.stream().map(Member::vector).toList(), first, ALIKE).stream()
                .map(group -> group.stream().map(members::get).toList())
                .sorted(Comparator.comparing((List<Member> group) -> group.size()).reversed()).toList();
    }

    /** A group goes on as the one from which most of its questions come. */
    private void place(List<Member> group, Set<Long> taken) {
        if (group.size() == 1) {
            rows.place(null, List.of(group.getFirst().message()));
            return;
        }
        Map<Long, Long> before = group.stream().map(Member::gap).filter(gap -> gap != null && !taken.contains(gap))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long gap = before.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey)
                .orElseGet(() -> rows.add(clock.instant()));
        taken.add(gap);
        rows.place(gap, typicalFirst(group));
    }

    private static List<Long> typicalFirst(List<Member> group) {
        return group.stream().sorted(Comparator.comparingDouble((Member one) -> average(one, group)).reversed())
                .map(Member::message).toList();
    }
}
