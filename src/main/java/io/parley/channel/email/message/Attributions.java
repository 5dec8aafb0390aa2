package io.parley.channel.email.message;

import io.parley.channel.text.YamlTexts;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells the line above a quote, which says who wrote it and when, by {@code channels/email/quotes.yaml}. */
final class Attributions {
    private static final int LONGEST_LINE = 400;
    private static final int LONGEST_WHEN = 80;
    private static final int LONGEST_NAME = 80;
    private static final Pattern DATE_OR_TIME = Pattern
            .compile("\\d{1,2}[:.h]\\d{2}|\\b(19|20)\\d{2}\\b|\\d{1,4}[./\u5e74-]\\s?\\d{1,2}[./\u6708-]");
    private static final Pattern CLOCK = Pattern.compile("\\d{1,2}[:.h]\\d{2}(?![./\\d])");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>@]@[^\\s<>@]+\\.");
    /** As Gmail once wrote it: "2016-03-03 17:21 GMT+01:00 Ann". */
    private static final Pattern DATE_ZONE_NAME = Pattern
            .compile("^\\d{4}-\\d\\d-\\d\\d \\d{1,2}:\\d\\d (?:GMT|UTC)[+-]\\d{1,2}:?\\d{2} [^:]{1,150}:?$");
    private static final Pattern END = Pattern.compile("(?:[:\uff1a\u17d6\u0589]|\u0567\\.)$");
    private static final Pattern DASHED = Pattern.compile("^-{2,}+\\s*+(.+?)\\s*+-{2,}+$");
    private static final Pattern NO_NAME = Pattern.compile("[?!;\n]");
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}']*+");

    private final Pattern wrote;
    private final Pattern wroteAtEnd;
    private final Pattern quoting;
    private final Set<String> pronouns;

    /** How sure it is that a text is the line above a quote. */
    enum Kind {
        NONE, ABOVE_MARKED_QUOTE, CERTAIN
    }

    Attributions(YamlTexts texts) {
        String words = texts.list("wrote").stream().sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote).collect(Collectors.joining("|"));
        this.wrote = Pattern.compile("(?iu)(?<![\\p{L}\\p{M}])(?:" + words + ")(?![\\p{L}\\p{M}])");
        this.wroteAtEnd = Pattern.compile("(?iu)(?:" + words + ")[\\s:\uff1a\u17d6\u0589]*+$");
        this.quoting = Pattern.compile("(?iu)^(?:" + texts.list("quoting").stream().map(Pattern::quote)
                .collect(Collectors.joining("|")) + ")[ (\u201c\"].{2,160}$");
        this.pronouns = new TreeSet<>(texts.list("pronouns"));
    }

    /** A cheap look at whether a line may be the first of those above a quote. */
    boolean mayBeginWith(String line) {
        return line.length() <= LONGEST_LINE && (DATE_OR_TIME.matcher(line).find() || ADDRESS.matcher(line).find()
                || quoting.matcher(line).matches() || (END.matcher(line).find() && wrote(line)));
    }

    private boolean wrote(String text) {
        return wrote.matcher(text).find() || wroteAtEnd.matcher(text).find();
    }

    /** Tells what a text is, without blanks around, joined from the lines on which it stands. */
    Kind of(String text, boolean header) {
        if (text.length() > LONGEST_LINE) {
            return Kind.NONE;
        }
        boolean dated = DATE_OR_TIME.matcher(text).find();
        boolean addressed = ADDRESS.matcher(text).find();
        Matcher dashed = DASHED.matcher(text);
        if (dashed.matches()) {
            return (dated || addressed) && wrote(dashed.group(1)) ? Kind.CERTAIN : Kind.NONE;
        }
        boolean ends = END.matcher(text).find();
        boolean verbAtEnd = wroteAtEnd.matcher(text).find();
        boolean whole = dated && addressed && ((ends && !header) || verbAtEnd);
        boolean endsInVerb = ends && verbAtEnd && (dated || addressed);
        if (whole || endsInVerb || DATE_ZONE_NAME.matcher(text).matches()) {
            return Kind.CERTAIN;
        }
        if ((ends || addressed) && quoting.matcher(text).matches()) {
            return Kind.ABOVE_MARKED_QUOTE;
        }
        return ends ? withName(text, verbAtEnd) : withoutColon(text);
    }

    /** "Am 19.11.26 um 11:09 schrieb Ann", "Op 19-11-26 om 11:09 schreef Ann", "Le 19/11/26 à 11:09, Ann a écrit". */
    private Kind withoutColon(String text) {
        Matcher verb = wrote.matcher(text);
        Matcher clock = CLOCK.matcher(text);
        if (!verb.find() || !clock.find()) {
            return Kind.NONE;
        }
        String before = text.substring(0, verb.start()).strip();
        String after = text.substring(verb.end()).strip();
        boolean nameLast = isTime(before) && isName(after);
        boolean nameFirst = isName(before) && isTime(after);
        boolean verbLast = after.isEmpty() && clock.end() < verb.start()
                && isName(text.substring(clock.end(), verb.start()).strip());
        return nameLast || nameFirst || verbLast ? Kind.ABOVE_MARKED_QUOTE : Kind.NONE;
    }

    /** "Am 3. Mai 2026 um 10:12 schrieb Ann:", "Ann wrote on 3 May 2026 10:12:", "Ann wrote:" and the like. */
    private Kind withName(String text, boolean verbAtEnd) {
        Matcher verb = wrote.matcher(text);
        if (!verb.find()) {
            boolean dateAndName = Character.isDigit(text.codePointAt(0)) && CLOCK.matcher(text).find();
            return verbAtEnd || (dateAndName && text.length() <= LONGEST_WHEN + LONGEST_NAME)
                    ? Kind.ABOVE_MARKED_QUOTE
                    : Kind.NONE;
        }
        String before = text.substring(0, verb.start()).strip();
        String after = END.matcher(text.substring(verb.end())).replaceFirst("").strip();
        if ((isTime(before) && isName(after)) || (isName(before) && isTime(after))) {
            return CLOCK.matcher(text).find() ? Kind.CERTAIN : Kind.ABOVE_MARKED_QUOTE;
        }
        boolean nothingElse = (before.isEmpty() || after.isEmpty()) && text.length() <= LONGEST_WHEN + LONGEST_NAME;
        return nothingElse ? Kind.ABOVE_MARKED_QUOTE : Kind.NONE;
    }

    private static boolean isTime(String text) {
        return text.length() <= LONGEST_WHEN && DATE_OR_TIME.matcher(text).find() && !NO_NAME.matcher(text).find();
    }

    private boolean isName(String text) {
        List<String> words = WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(word -> word.group()).toList();
        return !text.isEmpty() && text.length() <= LONGEST_NAME && !NO_NAME.matcher(text).find() && words.size() <= 8
                && words.stream().noneMatch(pronouns::contains);
    }
}
