package io.parley.digest;

import io.parley.channel.Language;
import io.parley.channel.text.YamlTexts;
import io.parley.insight.Figures;
import io.parley.insight.Share;
import java.text.NumberFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Puts a week in words. Nothing that a customer said is in it. */
@Component
class DigestText {
    /** The shares that are told, in that order. */
    private static final List<String> SHARES = List.of("resolved_hard", "resolved_soft", "resolved_by_people",
            "unresolved", "abandoned", "coverage", "score");

    private final YamlTexts texts = YamlTexts.of("digest.yaml");
    /** A figure is called as on the overview. */
    private final YamlTexts desk = YamlTexts.of("desk/texts.yaml");
    private final String publicUrl;

    DigestText(@Value("${parley.public-url:}") String publicUrl) {
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    /**
     * A week in figures.
     *
     * @param gaps the biggest gaps of the FAQ
     * @param doubtful entries of which people said lately that they did not help, more often than that they did
     * @param deadLetters what was given up
     */
    record Content(Week week, Figures now, Figures before, List<GapSize> gaps, int doubtful, long deadLetters) {
        Content {
            gaps = List.copyOf(gaps);
        }
    }

    /** How many people asked within 30 days for what the FAQ lacks. */
    record GapSize(long gap, int people) {}

    /** The digest, with a mail's subject as its first line. */
    String of(Content content, Language language) {
        return new Words(texts.in(language), desk.in(language), Locale.forLanguageTag(language.tag()), publicUrl)
                .digest(content);
    }

    /** A language. */
    private record Words(YamlTexts texts, YamlTexts desk, Locale locale, String publicUrl) {
        String digest(Content content) {
            return Stream.of(subject(content.week), figures(content.now, content.before), gaps(content.gaps),
                    work(content), links()).filter(part -> !part.isEmpty()).collect(Collectors.joining("\n\n"));
        }

        private String subject(Week week) {
            DateTimeFormatter days = DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
            return texts.text("subject").replace("{from}", days.format(week.first())).replace("{to}",
                    days.format(week.last()));
        }

        private String figures(Figures now, Figures before) {
            List<String> lines = new ArrayList<>(List.of(texts.text("matters")
                    .replace("{n}", number(now.count("episodes")))
                    .replace("{before}", number(before.count("episodes")))));
            if (now.count("open") > 0) {
                lines.add(texts.text("open").replace("{n}", number(now.count("open"))));
            }
            SHARES.stream().filter(name -> now.share(name).of() > 0).map(name -> texts.text("figure")
                    .replace("{name}", desk.text("matters", name)).replace("{now}", share(now.share(name)))
                    .replace("{before}", share(before.share(name)))).forEach(lines::add);
            if (votes(now) + votes(before) > 0) {
                lines.add(texts.text("votes").replace("{up}", number(now.count("votes_up")))
                        .replace("{down}", number(now.count("votes_down")))
                        .replace("{upbefore}", number(before.count("votes_up")))
                        .replace("{downbefore}", number(before.count("votes_down"))));
            }
            return String.join("\n", lines);
        }

        private static long votes(Figures figures) {
            return figures.count("votes_up") + figures.count("votes_down");
        }

        private String share(Share share) {
            String said = share.tooFew()
                    ? desk.text("matters", "too-few")
                    : NumberFormat.getPercentInstance(locale).format(share.share());
            return texts.text("share").replace("{share}", said).replace("{n}", number(share.n())).replace("{of}",
                    number(share.of()));
        }

        private String gaps(List<GapSize> gaps) {
            return gaps.isEmpty()
                    ? ""
                    : texts.text("gaps") + gaps.stream().map(gap -> "\n" + linked(texts.text("gap")
                            .replace("{gap}", Long.toString(gap.gap)).replace("{people}", number(gap.people)),
                            "/desk/gaps#gap-" + gap.gap)).collect(Collectors.joining());
        }

        /** Work that waits for somebody; empty when there is none. */
        private String work(Content content) {
            List<String> lines = new ArrayList<>();
            if (content.doubtful > 0) {
                lines.add(linked(texts.text("doubtful").replace("{n}", number(content.doubtful)),
                        "/desk/faq?only=doubtful"));
            }
            if (content.deadLetters > 0) {
                lines.add(linked(texts.text("dead").replace("{n}", number(content.deadLetters)),
                        "/desk/dead-letters"));
            }
            return String.join("\n", lines);
        }

        private String links() {
            return publicUrl.isEmpty()
                    ? texts.text("no-more")
                    : linked(texts.text("overview"), "/desk/overview") + "\n"
                            + linked(texts.text("no-more"), "/desk/account");
        }

        private String linked(String line, String page) {
            return publicUrl.isEmpty() ? line : line + " " + publicUrl + page;
        }

        private String number(long count) {
            return NumberFormat.getIntegerInstance(locale).format(count);
        }
    }
}
