package io.parley.waiting;

import io.parley.channel.ChannelName;
import io.parley.channel.Language;
import io.parley.conversation.HandoverOutlook;
import io.parley.hours.OfficeHours;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tells customers when an agent will be there for them: their place in line and the time it takes, or the next opening. */
@Component
class Prospects implements HandoverOutlook {
    /** The times that are told, in minutes; one that is longer is told no more. */
    private static final List<Integer> TOLD = List.of(5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240, 360, 480);
    private static final int MOST_IN_MINUTES = 120;

    private final WaitingLine line;
    private final OfficeHours hours;
    private final WaitingTexts texts;
    private final InstantSource clock;

    Prospects(WaitingLine line, OfficeHours hours, WaitingTexts texts, InstantSource clock) {
        this.line = line;
        this.hours = hours;
        this.texts = texts;
        this.clock = clock;
    }

    @Override
    public Outlook now(ChannelName channel, Language language) {
        Instant now = clock.instant();
        return hours.isOpen(now) ? inLine(now, language) : new Outlook(away(now, channel, language), null);
    }

    private Outlook inLine(Instant now, Language language) {
        int position = line.length() + 1;
        WaitingTexts words = texts.in(language);
        Stream<String> place = position == 1 ? Stream.empty() : Stream.of(words.inLine(position));
        Optional<Range> range = line.expected(position, now).flatMap(Range::of);
        Stream<String> time = range.stream().map(one -> told(one, now, language));
        return new Outlook(String.join(" ", Stream.concat(place, time).toList()),
                range.map(one -> hours.plus(now, Duration.ofMinutes(one.to()))).orElse(null));
    }

    private String told(Range range, Instant now, Language language) {
        Optional<Instant> closing = hours.closing(now)
                .filter(end -> hours.plus(now, Duration.ofMinutes(range.from())).isAfter(end));
        Optional<Instant> opening = closing.flatMap(hours::opening);
        if (closing.isPresent() && opening.isPresent()) {
            Moment moment = new Moment(hours.zone(), language);
            return texts.in(language).closingFirst(moment.time(closing.get()),
                    moment.from(now, opening.get(), texts.in(language)));
        }
        return range.to() <= MOST_IN_MINUTES
                ? texts.in(language).expectedMinutes(range.from(), range.to())
                : texts.in(language).expectedHours(range.from() / 60, range.to() / 60);
    }

    private String away(Instant now, ChannelName channel, Language language) {
        WaitingTexts words = texts.in(language);
        return hours.opening(now)
                .map(opening -> words.away(new Moment(hours.zone(), language).from(now, opening, words), channel))
                .orElseGet(() -> words.awayUnknown(channel));
    }

    /**
     * A time as it is told: from one that is not shorter to the next longer one.
     *
     * @param from in minutes
     * @param to in minutes
     */
    private record Range(int from, int to) {
        static Optional<Range> of(Duration time) {
            return IntStream.range(0, TOLD.size() - 1)
                    .filter(i -> time.compareTo(Duration.ofMinutes(TOLD.get(i))) <= 0)
                    .mapToObj(i -> new Range(TOLD.get(i), TOLD.get(i + 1))).findFirst();
        }
    }
}
