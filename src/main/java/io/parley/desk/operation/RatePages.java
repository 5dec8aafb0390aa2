package io.parley.desk.operation;

import io.parley.answering.model.Relevance;
import io.parley.answering.model.Transcript;
import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.judge.Ratings;
import io.parley.judge.Ratings.Progress;
import io.parley.judge.Ratings.Unrated;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which people rate answers, one after the other, without reading where one is from or how sure it was. */
@Hidden
@Controller
class RatePages {
    private static final String PAGE = "/desk/rate";
    private static final int MAX_WHY = 500;
    private static final Set<String> DONE = Set.of("rated", "undone", "gone", "nothing");

    private final Desk desk;
    private final Ratings ratings;

    RatePages(Desk desk, Ratings ratings) {
        this.desk = desk;
        this.ratings = ratings;
    }

    /** An earlier message with the side that wrote it. */
    record Line(String who, String text) {}

    @GetMapping(PAGE)
    String show(@RequestParam(required = false) @Nullable String done, @RequestParam(defaultValue = "0") String skip,
            Model model, Locale browser, Principal account) {
        Agent agent = desk.fill(model, browser, account);
        DeskTexts texts = desk.texts(browser);
        Unrated one = ratings.next(agent.login(), number(skip)).orElse(null);
        model.addAttribute("one", one);
        model.addAttribute("before", one == null
                ? List.of()
                : one.given().asked().before().stream()
                        .map(line -> new Line(texts.text("rate", who(line.speaker())), line.text())).toList());
        Progress week = ratings.progress();
        model.addAttribute("skipped", number(skip));
        model.addAttribute("left", texts.text("rate", "left").replace("{n}", Integer.toString(week.left())));
        model.addAttribute("empty", week.rated() == 0
                ? texts.text("rate", "empty")
                : texts.text("rate", "finished").replace("{n}", Integer.toString(week.rated())));
        model.addAttribute("done", done != null && DONE.contains(done) ? texts.text("rate", "done-" + done) : null);
        return "rate";
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private static String who(Transcript.Speaker speaker) {
        return switch (speaker) {
            case CUSTOMER -> "customer";
            case BOT -> "bot";
            case AGENT -> "agent";
        };
    }

    @PostMapping(PAGE)
    String rate(@RequestParam(defaultValue = "0") long message, @RequestParam(defaultValue = "") String label,
            @RequestParam(defaultValue = "") String why, @RequestParam(defaultValue = "0") String skip,
            Principal account) {
        String login = desk.agent(account).login();
        String tidy = why.replace("\0", "").strip();
        String said = tidy.isEmpty() ? null : tidy.substring(0, Math.min(MAX_WHY, tidy.length()));
        boolean isRated = Relevance.of(label).map(one -> ratings.rate(message, one, said, login)).orElse(false);
        return "redirect:" + PAGE + "?done=" + (isRated ? "rated" : "gone")
                + (number(skip) == 0 ? "" : "&skip=" + number(skip));
    }

    @PostMapping(PAGE + "/undo")
    String undo(Principal account) {
        return "redirect:" + PAGE + "?done=" + (ratings.undo(desk.agent(account).login()) ? "undone" : "nothing");
    }
}
