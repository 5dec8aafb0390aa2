package io.parley.desk.operation;

import io.parley.answering.model.Relevance;
import io.parley.cost.Costs;
import io.parley.desk.DeskTexts;
import io.parley.insight.Analytics;
import io.parley.insight.Share;
import io.parley.judge.Kappa;
import io.parley.judge.Relevancy;
import io.parley.judge.Relevancy.Labels;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** How well answers fitted and what the language model cost in the last days, as operators read it. */
@Component
class QualityTables {
    private static final double MILLION = 1_000_000.0;
    private static final int MONEY_DIGITS = 4;
    /** A model is compared with people by the answers of so many days. */
    private static final int COMPARED = 180;

    private final Relevancy relevancy;
    private final Costs costs;
    private final Analytics analytics;

    QualityTables(Relevancy relevancy, Costs costs, Analytics analytics) {
        this.relevancy = relevancy;
        this.costs = costs;
        this.analytics = analytics;
    }

    /**
     * The labels of a source in words.
     *
     * @param key by which tests know it
     * @param interval in which the share of those that fit lies with 95 %
     * @param doubt why it is not to be believed yet; null for nothing
     * @param isCalm whether it says nothing yet
     */
    record LabelRow(String key, String name, @Nullable String doubt, String relevant, String interval, String partly,
            String non, String labelled, boolean isCalm) {}

    /** All sources, and whether the model is to be believed. */
    record LabelTable(List<LabelRow> rows, String agreement) {}

    /** What calls of a model for a purpose took on a day. */
    record CostRow(String day, String model, String purpose, String tokens, String money) {}

    /** All of it. */
    record CostTable(String lead, List<CostRow> rows) {}

    /** Puts both into a page, for the last days, today among them. */
    void fill(Model model, int days, DeskTexts texts) {
        LocalDate today = analytics.today();
        LocalDate from = today.minusDays(days - 1L);
        Words words = new Words(texts, Locale.forLanguageTag(texts.text("language")), costs.currency());
        Kappa agreement = relevancy.agreement(today.minusDays(COMPARED));
        model.addAttribute("relevancy", new LabelTable(
                relevancy.between(from, today).stream().map(labels -> words.row(labels, agreement)).toList(),
                words.agreement(agreement, relevancy.hasModel())));
        List<Costs.Spent> spent = costs.days(from, today);
        model.addAttribute("costs",
                new CostTable(lead(words, spent.stream().filter(one -> one.day().equals(today)).toList()),
                        spent.reversed().stream().map(words::row).toList()));
    }

    private String lead(Words words, List<Costs.Spent> today) {
        long micros = today.stream().mapToLong(Costs.Spent::micros).sum();
        long tokens = today.stream().mapToLong(Costs.Spent::tokens).sum();
        return words.text("costs", "today").replace("{tokens}", words.number(tokens)).replace("{money}",
                words.money(micros)) + " " + budget(words);
    }

    private String budget(Words words) {
        if (costs.budgetMicros() > 0) {
            return words.text("costs", "budget").replace("{budget}", words.money(costs.budgetMicros()));
        }
        return costs.budgetTokens() > 0
                ? words.text("costs", "budget-tokens").replace("{budget}", words.number(costs.budgetTokens()))
                : words.text("costs", "no-budget");
    }

    /** Figures in a language. */
    private record Words(DeskTexts texts, Locale language, String currency) {
        String text(String group, String key) {
            return texts.text(group, key);
        }

        String number(long count) {
            return NumberFormat.getIntegerInstance(language).format(count);
        }

        String money(long micros) {
            NumberFormat format = NumberFormat.getNumberInstance(language);
            format.setMinimumFractionDigits(2);
            format.setMaximumFractionDigits(MONEY_DIGITS);
            return format.format(micros / MILLION) + " " + currency;
        }

        private String percent(double share) {
            return NumberFormat.getPercentInstance(language).format(share);
        }

        LabelRow row(Labels labels, Kappa agreement) {
            String key = labels.source().name().toLowerCase(Locale.ROOT);
            Share relevant = Share.estimated(labels.share(Relevance.RELEVANT), labels.labelled(), labels.effective());
            boolean tooFew = relevant.tooFew();
            boolean isDoubted = labels.source() == Relevancy.Source.MODEL && !agreement.isTrusted()
                    && labels.labelled() > 0;
            return new LabelRow(key, text("relevancy", "by-" + key),
                    isDoubted ? text("relevancy", "doubt") : null,
                    tooFew ? text("matters", "too-few") : percent(relevant.share()),
                    tooFew ? "" : percent(relevant.low()) + " \u2013 " + percent(relevant.high()),
                    tooFew ? "" : percent(labels.share(Relevance.PARTLY_RELEVANT)),
                    tooFew ? "" : percent(labels.share(Relevance.NON_RELEVANT)), number(labels.labelled()),
                    tooFew || isDoubted);
        }

        String agreement(Kappa kappa, boolean hasModel) {
            if (!hasModel && kappa.common() == 0) {
                return text("relevancy", "no-model");
            }
            return text("relevancy", kappa.isTrusted() ? "checked" : "not-checked")
                    .replace("{kappa}", String.format(language, "%.2f", kappa.value()))
                    .replace("{n}", number(kappa.common()));
        }

        CostRow row(Costs.Spent spent) {
            return new CostRow(spent.day().toString(), spent.model(), text("costs", "for-" + spent.purpose()),
                    number(spent.tokens()), money(spent.micros()));
        }
    }
}
