package io.parley.desk.operation;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.desk.Moments.Moment;
import io.parley.desk.TicketWords;
import io.parley.ops.Replay;
import io.parley.ops.Replay.Dead;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which operators see what was given up, and try it again or give it up for ever. It shows no text of a message. */
@Hidden
@Controller
class DeadLetterPages {
    private static final String LETTERS = "/desk/dead-letters";
    private static final int ON_A_PAGE = 50;
    private static final Set<String> DEEDS = Set.of("replayed", "alike", "more", "dropped", "gone");

    private final Desk desk;
    private final Replay replay;

    DeadLetterPages(Desk desk, Replay replay) {
        this.desk = desk;
        this.replay = replay;
    }

    /**
     * A dead letter in words.
     *
     * @param kind the word of its queue
     */
    record Row(String id, String kind, String channel, Moment since, String tries, String error) {}

    /**
     * A place in the list, as the address of a page says it: {@code 2026-11-23T18:00:00.5Z~inbox:12}.
     *
     * @param id the last dead letter of the page before
     */
    record Place(Instant since, String id) {
        static Optional<Place> of(@Nullable String said) {
            String[] parts = said == null ? new String[0] : said.split("~", 2);
            if (parts.length < 2 || !parts[1].matches(Replay.ID)) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Place(Instant.parse(parts[0]), parts[1]));
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        }

        static String of(Dead last) {
            return last.since() + "~" + last.id();
        }
    }

    @GetMapping(LETTERS)
    String show(@RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String done, @RequestParam(defaultValue = "0") int count,
            Model model, Locale browser, Principal account) {
        desk.fill(model, browser, account);
        Optional<Place> place = Place.of(from);
        List<Dead> found = place.map(one -> replay.after(one.since(), one.id(), ON_A_PAGE + 1))
                .orElseGet(() -> replay.first(ON_A_PAGE + 1));
        List<Dead> shown = found.stream().limit(ON_A_PAGE).toList();
        DeskTexts texts = desk.texts(browser);
        Moments moments = desk.moments(browser);
        model.addAttribute("rows", shown.stream().map(letter -> row(letter, texts, moments)).toList());
        model.addAttribute("next", found.size() > shown.size() ? Place.of(shown.getLast()) : null);
        model.addAttribute("paged", place.isPresent());
        model.addAttribute("done", done != null && DEEDS.contains(done)
                ? texts.text("dead-letters", "done-" + done).replace("{n}", Integer.toString(count))
                : null);
        return "dead-letters";
    }

    private static Row row(Dead letter, DeskTexts texts, Moments moments) {
        return new Row(letter.id(), texts.text("dead-letters", letter.id().startsWith("inbox") ? "event" : "message"),
                TicketWords.channel(texts, letter.channel()), moments.at(letter.since()),
                texts.text("dead-letters", "tries").replace("{n}", Integer.toString(letter.attempts())),
                letter.error());
    }

    @PostMapping(LETTERS + "/replay")
    String replay(@RequestParam(defaultValue = "") String id, Principal account) {
        String login = desk.agent(account).login();
        return done(id.matches(Replay.ID) && replay.replay(id, login) ? "replayed" : "gone");
    }

    /** Tries again what failed for the reason of one, a thousand at most. */
    @PostMapping(LETTERS + "/replay-alike")
    String replayAlike(@RequestParam(defaultValue = "") String id, Principal account) {
        String login = desk.agent(account).login();
        int count = id.matches(Replay.ID) ? replay.replayAlike(id, login) : 0;
        return done(count == 0 ? "gone" : (count < Replay.MAX_ALIKE ? "alike" : "more") + "&count=" + count);
    }

    @PostMapping(LETTERS + "/drop")
    String drop(@RequestParam(defaultValue = "") String id, Principal account) {
        String login = desk.agent(account).login();
        return done(id.matches(Replay.ID) && replay.drop(id, login) ? "dropped" : "gone");
    }

    private static String done(String what) {
        return "redirect:" + LETTERS + "?done=" + what;
    }
}
