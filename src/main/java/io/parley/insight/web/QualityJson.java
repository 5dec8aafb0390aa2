package io.parley.insight.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.parley.answering.model.Relevance;
import io.parley.cost.Costs;
import io.parley.insight.Share;
import io.parley.judge.Kappa;
import io.parley.judge.Relevancy;
import io.parley.judge.Relevancy.Labels;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How well answers fitted, and what the language model cost, as programs read it. */
@Component
class QualityJson {
    private static final double MILLION = 1_000_000.0;

    private final Relevancy relevancy;
    private final Costs costs;

    QualityJson(Relevancy relevancy, Costs costs) {
        this.relevancy = relevancy;
        this.costs = costs;
    }

    /** What calls of a model for a purpose took on a day. */
    record CostJson(String day, String model, String purpose, long calls, @JsonProperty("tokens_in") long tokensIn,
            @JsonProperty("tokens_out") long tokensOut, double cost, String currency) {}

    /** Shares of each label, by source; of the model also whether people agree with it. */
    Map<String, Object> relevancy(LocalDate from, LocalDate to) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Labels labels : relevancy.between(from, to)) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("n", labels.labelled());
            for (Relevance label : Relevance.values()) {
                one.put(label.name(), labels.share(label));
            }
            one.put("shares", shares(labels));
            if (labels.source() == Relevancy.Source.MODEL) {
                Kappa kappa = relevancy.agreement(from);
                one.put("kappa", kappa.value());
                one.put("common", kappa.common());
                one.put("checked", kappa.isTrusted());
            }
            all.put(labels.source().name().toLowerCase(Locale.ROOT), one);
        }
        return all;
    }

    /** Each answer of a sample stands for several. */
    private static Map<String, ShareJson> shares(Labels labels) {
        Map<String, ShareJson> shares = new LinkedHashMap<>();
        for (Relevance label : Relevance.values()) {
            shares.put(label.name(), ShareJson.of(
                    Share.estimated(labels.share(label), labels.labelled(), labels.effective())));
        }
        return shares;
    }

    /** By day, model and purpose. */
    List<CostJson> costs(LocalDate from, LocalDate to) {
        return costs.days(from, to).stream().map(one -> new CostJson(one.day().toString(), one.model(), one.purpose(),
                one.calls(), one.tokensIn(), one.tokensOut(), one.micros() / MILLION, costs.currency())).toList();
    }
}
