package io.parley.answering;

import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqId;
import io.parley.knowledge.ranking.Confidence;
import io.parley.knowledge.search.Hit;
import io.parley.knowledge.search.Search;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small FAQ whose search is as sure as a test says. */
public final class Faq implements Search {

    public static final FaqId RETURNS = new FaqId("return-policy");
    public static final FaqId REFUND = new FaqId("refund-when");
    public static final FaqId DELIVERY = new FaqId("delivery-cost");
    public static final FaqId CONTACT = new FaqId("contact");

    private final Map<FaqId, FaqEntry> entries = new LinkedHashMap<>();
    private final Map<FaqId, Double> confidences = new LinkedHashMap<>();
    final List<String> searched = new ArrayList<>();

    /** The entries, of which no search finds one yet. */
    public Faq() {
        add(RETURNS, "What is your return policy?",
                "You may return unused pots and tools within 30 days of delivery for a full refund of their price.",
                "https://shop.example/returns");
        add(REFUND, "When will I get my refund?",
                "We check a return within 3 working days and refund it the same day. Cards then take 2 to 5 working days.",
                null);
        add(DELIVERY, "How much does delivery cost?",
                "Standard delivery within the UK is £4.50, and free for orders of £45 or more.",
                "https://shop.example/delivery");
        add(CONTACT, "How can I contact you?",
                "Write to care@shop.example or call us on 0117 496 0148, until 4 pm.", null);
    }

    void add(FaqId id, String question, @Nullable String answer, @Nullable String url) {
        FaqEntry.State state = answer == null ? FaqEntry.State.DRAFT : FaqEntry.State.PUBLISHED;
        entries.put(id, new FaqEntry(id, question, answer, "", "", url, null, null, "en", state, 1));
    }

    /** From now on, every search finds this entry with this confidence. */
    Faq finds(FaqId id, double confidence) {
        confidences.put(id, confidence);
        return this;
    }

    Faq findsNothing() {
        confidences.clear();
        return this;
    }

    Optional<FaqEntry> entry(FaqId id) {
        return Optional.ofNullable(entries.get(id));
    }

    /** All entries. */
    public List<FaqEntry> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized List<Hit> search(String text, int k) {
        searched.add(text);
        return confidences.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).limit(k)
                .map(found -> hit(entry(found.getKey()).orElseThrow(), found.getValue())).toList();
    }

    private static Hit hit(FaqEntry entry, double confidence) {
        return new Hit(entry, entry.question(), confidence, new Confidence(confidence));
    }
}
