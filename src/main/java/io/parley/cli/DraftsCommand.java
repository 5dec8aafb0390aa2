package io.parley.cli;

import io.parley.audit.Audit;
import io.parley.audit.Deed;
import io.parley.knowledge.FaqEditing;
import io.parley.knowledge.Knowledge;
import io.parley.knowledge.faq.Drafts;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.learning.Proposal;
import io.parley.learning.Proposals;
import io.parley.learning.suggestion.Suggestions;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The items that wait for a person's decision: phrasings that customers' questions propose, and draft entries. */
@Command(name = "drafts", mixinStandardHelpOptions = true, description = {"List what waits for review.",
        "Customers' questions that could become phrasings of the entry that helped them are p1, p2 and so on; what agents told "
                + "customers are s1, s2 and so on; entries that are drafts go by their id. A server that runs knows of your decision within a second."})
final class DraftsCommand implements Callable<Integer> {
    private static final String PHRASING = "p[0-9]{1,18}";
    private static final int TEXT = 100;
    private static final int BATCH = 1_000;

    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private Filter filter = new Filter();

    @Option(names = "--most", paramLabel = "NUMBER", defaultValue = "50", description = "How many of either kind on a page, ${DEFAULT-VALUE} unless told.")
    private int most;

    @Option(names = "--page", paramLabel = "NUMBER", defaultValue = "1", description = "Which page, ${DEFAULT-VALUE} unless told.")
    private int page;

    DraftsCommand(Application application) {
        this.application = application;
    }

    /** Where drafts come from. */
    enum Source {
        CUSTOMERS, AGENTS, FILES
    }

    /** Which ones are meant. */
    static final class Filter {
        @Option(names = "--from", paramLabel = "SOURCE", description = "Only those of: customers (phrasings), agents (what they answered), files (imported without an answer).")
        private @Nullable Source from;

        @Option(names = "--search", paramLabel = "TEXT", defaultValue = "", description = "Only those that contain this.")
        private String search = "";

        boolean phrasings() {
            return from == null || from == Source.CUSTOMERS;
        }

        boolean entries() {
            return from != Source.CUSTOMERS;
        }

        boolean suggestions() {
            return search.isEmpty() && (from == null || from == Source.AGENTS);
        }

        boolean takes(Proposal proposal) {
            return phrasings()
                    && proposal.text().toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
        }

        Drafts.Wanted wanted() {
            Drafts.Origin origin = from == null
                    ? Drafts.Origin.ALL
                    : from == Source.AGENTS ? Drafts.Origin.AGENTS : Drafts.Origin.FILES;
            return new Drafts.Wanted(origin, search);
        }
    }

    /** The one that is decided about or all that a filter takes. */
    static final class Chosen {
        @Parameters(paramLabel = "ID", arity = "0..*", description = "As listed.")
        private List<String> ids = List.of();

        @Option(names = "--all", description = "All that --from and --search leave.")
        private boolean all;
    }

    @Override
    public Integer call() {
        if (page < 1 || most < 1) {
            throw new ParameterException(spec.commandLine(), "--page and --most begin at 1.");
        }
        try (Standalone parley = open()) {
            if (filter.phrasings()) {
                phrasings(proposals(parley, filter), parley.part(Knowledge.class));
            }
            if (filter.suggestions()) {
                suggestions(parley.part(Suggestions.class));
            }
            if (filter.entries()) {
                entries(parley.part(Drafts.class));
            }
            return 0;
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Show the whole text of one.")
    int show(@Parameters(paramLabel = "ID", description = "As listed.") String id) {
        try (Standalone parley = open()) {
            String text = whole(parley, id);
            out().println(text == null ? id + " is nothing that waits for review." : plain(text));
            return text == null ? 1 : 0;
        }
    }

    private @Nullable String whole(Standalone parley, String id) {
        if (id.matches(PHRASING)) {
            return proposals(parley, new Filter()).stream().filter(one -> id.equals("p" + one.id()))
                    .map(Proposal::text).findFirst().orElse(null);
        }
        return id.matches(SuggestionReview.ID)
                ? review(parley).whole(id).orElse(null)
                : parley.part(Drafts.class).find(new FaqId(id)).map(DraftsCommand::whole).orElse(null);
    }

    private SuggestionReview review(Standalone parley) {
        return new SuggestionReview(parley.part(Suggestions.class), out());
    }

    @Command(name = "publish", mixinStandardHelpOptions = true, description = "Make phrasings part of their entries; let the bot answer with entries that have an answer.")
    int publish(@Mixin Chosen chosen, @Mixin Filter wanted) {
        return decide("published", chosen, wanted, Proposals::publish, DraftsCommand::publish);
    }

    @Command(name = "dismiss", mixinStandardHelpOptions = true, description = "Never make these phrasings part of their entries; take these entries out of use.")
    int dismiss(@Mixin Chosen chosen, @Mixin Filter wanted) {
        return decide("dismissed", chosen, wanted, Proposals::dismiss, FaqEditing::retire);
    }

    /** Does it with entries and says how many that were. */
    @FunctionalInterface
    private interface Decision {
        int on(FaqEditing editing, List<FaqId> ids);
    }

    private static int publish(FaqEditing editing, List<FaqId> ids) {
        return (int) ids.stream().filter(id -> editing.publish(id).isPresent()).count();
    }

    private int decide(String done, Chosen chosen, Filter wanted, BiPredicate<Proposals, Long> phrasing,
            Decision entry) {
        if (chosen.all != chosen.ids.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Name either ids or --all.");
        }
        try (Standalone parley = open()) {
            return chosen.all
                    ? decideAll(parley, done, wanted, phrasing, entry)
                    : decideOn(parley, done, chosen.ids, phrasing, entry);
        }
    }

    private int decideOn(Standalone parley, String done, List<String> ids, BiPredicate<Proposals, Long> phrasing,
            Decision entry) {
        boolean isAllDone = true;
        for (String id : ids) {
            if (id.matches(SuggestionReview.ID)) {
                isAllDone &= done.equals("published") ? review(parley).publish(id) : review(parley).dismiss(id);
                continue;
            }
            boolean isDone = id.matches(PHRASING)
                    ? phrasing.test(parley.part(Proposals.class), Long.valueOf(id.substring(1)))
                    : entry.on(parley.part(FaqEditing.class), List.of(new FaqId(id))) > 0;
            out().println(isDone ? id + " is " + done + "." : id + " is nothing that waits for review.");
            isAllDone &= isDone;
            if (isDone) {
                parley.part(Audit.class).add(null, Deed.FAQ_REVIEWED, id, done);
            }
        }
        return isAllDone ? 0 : 1;
    }

    /** Drafts without an answer can't be published, so they are not asked for. */
    private int decideAll(Standalone parley, String done, Filter wanted, BiPredicate<Proposals, Long> phrasing,
            Decision entry) {
        Proposals proposals = parley.part(Proposals.class);
        long phrasings = proposals(parley, wanted).stream().filter(one -> phrasing.test(proposals, one.id())).count();
        int entries = wanted.entries() ? decideAll(parley, done.equals("published"), wanted.wanted(), entry) : 0;
        if (phrasings + entries > 0) {
            parley.part(Audit.class).add(null, Deed.FAQ_REVIEWED, Long.toString(phrasings + entries), done);
        }
        out().printf(Locale.ROOT, "%,d phrasings and %,d entries are %s.%n", phrasings, entries, done);
        return 0;
    }

    private static int decideAll(Standalone parley, boolean isAnswerNeeded, Drafts.Wanted wanted, Decision entry) {
        Drafts drafts = parley.part(Drafts.class);
        Drafts.Wanted possible = isAnswerNeeded && wanted.origin() == Drafts.Origin.ALL
                ? new Drafts.Wanted(Drafts.Origin.AGENTS, wanted.text())
                : wanted;
        int decided = 0;
        if (isAnswerNeeded && wanted.origin() == Drafts.Origin.FILES) {
            return decided;
        }
        int now = 1;
        while (now > 0) {
            List<FaqId> ids = drafts.page(possible, 0, BATCH).stream().map(FaqEntry::id).toList();
            now = ids.isEmpty() ? 0 : entry.on(parley.part(FaqEditing.class), ids);
            decided += now;
        }
        return decided;
    }

    private void phrasings(List<Proposal> proposals, Knowledge knowledge) {
        out().printf(Locale.ROOT, "%s.%s%n",
                waits(proposals.size(), "phrasing waits for review", "phrasings wait for review"),
                pages(proposals.size()));
        for (Proposal proposal : proposals.stream().skip(skipped()).limit(most).toList()) {
            String question = knowledge.entry(proposal.entry()).map(FaqEntry::question)
                    .orElse(proposal.entry().value());
            out().printf(Locale.ROOT, "p%-6d %s%n        asks %s%n        %d for it, %d against; probably right: %s%n",
                    proposal.id(), text(proposal.text()), text(question), proposal.helpful(), proposal.unhelpful(),
                    EvaluationTable.percent(proposal.probability()));
        }
    }

    private void entries(Drafts drafts) {
        int count = drafts.count(filter.wanted());
        out().printf(Locale.ROOT, "%s.%s%n", waits(count, "entry waits for review", "entries wait for review"),
                pages(count));
        for (FaqEntry draft : drafts.page(filter.wanted(), (int) Math.min(skipped(), Integer.MAX_VALUE), most)) {
            out().printf("%s%n        %s%n        %s%n", draft.id(), text(draft.question()),
                    draft.answer() == null ? "(no answer yet)" : text(draft.answer()));
        }
    }

    private void suggestions(Suggestions suggestions) {
        int count = suggestions.count();
        out().printf(Locale.ROOT, "%s.%s%n",
                waits(count, "suggestion waits for review", "suggestions wait for review"), pages(count));
        new SuggestionReview(suggestions, out()).list((int) Math.min(skipped(), Integer.MAX_VALUE), most,
                DraftsCommand::text);
    }

    private static List<Proposal> proposals(Standalone parley, Filter filter) {
        return filter.phrasings()
                ? parley.part(Proposals.class).open().stream().filter(filter::takes).toList()
                : List.of();
    }

    private Standalone open() {
        return application.open(Map.of(), spec.commandLine().getErr());
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private long skipped() {
        return (page - 1L) * most;
    }

    private static String waits(int count, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? one : many);
    }

    private String pages(int count) {
        int pages = Math.ceilDiv(count, most);
        return pages <= 1 ? "" : String.format(Locale.ROOT, " Page %,d of %,d (--page).", page, pages);
    }

    private static String whole(FaqEntry draft) {
        return draft.question() + "\n\n" + (draft.answer() == null ? "(no answer yet)" : draft.answer());
    }

    /** One line, without signs that a terminal would take for orders. */
    private static String text(String text) {
        String line = plain(text).replaceAll("\\s+", " ").strip();
        return line.length() <= TEXT ? line : line.substring(0, TEXT - 1) + "…";
    }

    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", " ");
    }
}
