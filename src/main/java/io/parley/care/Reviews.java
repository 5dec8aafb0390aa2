package io.parley.care;

import io.parley.care.ReviewRows.Due;
import io.parley.channel.text.YamlTexts;
import io.parley.conversation.TeamMails;
import io.parley.hours.OfficeHours;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.UriComponentsBuilder;

/** Tells owners of entries whose review is due, once for each due day; the operators, where an owner has no mail address. */
@Component
public class Reviews {
    /** More are told of the next day. */
    private static final int AT_ONCE = 200;
    private static final int MOST_LISTED = 20;

    private final ReviewRows rows;
    private final TeamMails mails;
    private final YamlTexts texts = YamlTexts.of("team.yaml");
    private final String publicUrl;
    private final OfficeHours hours;
    private final InstantSource clock;

    Reviews(ReviewRows rows, TeamMails mails, @Value("${parley.public-url:}") String publicUrl, OfficeHours hours,
            InstantSource clock) {
        this.rows = rows;
        this.mails = mails;
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
        this.hours = hours;
        this.clock = clock;
    }

    /** Tells of all that are due now. Where no mails are sent, nobody counts as told. */
    @Transactional
    public void tell() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), hours.zone());
        if (!mails.areSent()) {
            return;
        }
        Map<String, List<Due>> told = new LinkedHashMap<>();
        for (Due due : rows.due(today, AT_ONCE)) {
            List<String> readers = rows.readers(due.mail());
            readers.forEach(reader -> told.computeIfAbsent(reader, one -> new ArrayList<>()).add(due));
            if (!readers.isEmpty()) {
                rows.told(due);
            }
        }
        told.forEach((reader, reviews) -> mails.tell(reader, "reviews of the FAQ, " + today, text(reviews)));
    }

    private String text(List<Due> reviews) {
        String subject = texts.text(reviews.size() == 1 ? "review-due-one" : "review-due").replace("{n}",
                Integer.toString(reviews.size()));
        Stream<String> lines = reviews.stream().limit(MOST_LISTED).map(due -> texts.text("review")
                .replace("{day}", due.day().toString()).replace("{question}", due.question())
                .replace("{link}", link(due)).strip());
        return subject + "\n\n" + lines.collect(Collectors.joining("\n\n"))
                + (publicUrl.isEmpty()
                        ? ""
                        : "\n\n" + texts.text("all-reviews").replace("{link}",
                                publicUrl + "/desk/faq?only=overdue"));
    }

    private String link(Due due) {
        return publicUrl.isEmpty()
                ? ""
                : publicUrl + UriComponentsBuilder.fromPath("/desk/faq/entry").queryParam("id", "{id}").encode()
                        .buildAndExpand(due.entry()).toUriString();
    }
}
