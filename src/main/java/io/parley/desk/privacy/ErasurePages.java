package io.parley.desk.privacy;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.privacy.Erasure;
import io.parley.privacy.ErasurePreview;
import io.parley.privacy.Erasures;
import io.parley.privacy.PersonExport;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;

/** The pages on which administrators hand out what is known of a person, erase them, and see how far that is. */
@Hidden
@Controller
class ErasurePages {
    private static final String ERASE = "/desk/people/{id}/erase";
    private static final String GROUP = "erasures";
    private static final int STEPS = 8;

    private final Desk desk;
    private final Erasures erasures;
    private final ErasurePreview preview;
    private final PersonExport export;

    ErasurePages(Desk desk, Erasures erasures, ErasurePreview preview, PersonExport export) {
        this.desk = desk;
        this.erasures = erasures;
        this.preview = preview;
        this.export = export;
    }

    /** So many of something, in words. */
    record Row(String kind, String words, int number) {
        static List<Row> of(Map<String, Integer> counts, DeskTexts texts) {
            return counts.entrySet().stream().map(
                    one -> new Row(one.getKey(), texts.text("erasure-tables", one.getKey()), one.getValue())).toList();
        }
    }

    /** A step in words. */
    record Step(String words, boolean done) {}

    @GetMapping("/desk/people/{id}/export")
    ResponseEntity<String> export(@PathVariable long id, Principal account) {
        String person = found(export.of(id, desk.agent(account).login()), "missing-person");
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"person-" + id + ".json\"")
                .body(person);
    }

    @GetMapping(ERASE)
    String ask(@PathVariable long id, Model model, Locale browser, Principal account) {
        return ask(id, null, model, browser, account);
    }

    /** Begins it when the person's number was typed. */
    @PostMapping(ERASE)
    String begin(@PathVariable long id, @RequestParam(defaultValue = "") String number, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        if (!number.strip().equals(Long.toString(id))) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return ask(id, sentence("wrong-number", id, browser), model, browser, account);
        }
        Erasure begun = found(erasures.begin(id, desk.agent(account).login()), "missing-person");
        return "redirect:/desk/erasures/" + begun.id();
    }

    private String ask(long id, @Nullable String wrong, Model model, Locale browser, Principal account) {
        Map<String, Integer> counts = found(preview.of(id), "missing-person");
        desk.fill(model, browser, account);
        model.addAttribute("id", id);
        model.addAttribute("wrong", wrong);
        model.addAttribute("confirm", sentence("confirm", id, browser));
        model.addAttribute("rows", Row.of(counts, desk.texts(browser)));
        return "erase";
    }

    private String sentence(String key, long id, Locale browser) {
        return desk.texts(browser).text(GROUP, key).replace("{id}", Long.toString(id));
    }

    @GetMapping("/desk/erasures/{id}")
    String follow(@PathVariable long id, Model model, Locale browser, Principal account) {
        Erasure one = found(erasures.find(id), "missing");
        desk.fill(model, browser, account);
        DeskTexts texts = desk.texts(browser);
        model.addAttribute("one", one);
        model.addAttribute("title", sentence("number", id, browser));
        model.addAttribute("asked", desk.moments(browser).at(one.askedAt()));
        model.addAttribute("underWay",
                texts.text(GROUP, "under-way").replace("{n}", Integer.toString(one.step())));
        model.addAttribute("steps", IntStream.rangeClosed(1, STEPS)
                .mapToObj(step -> new Step(texts.text("erasure-steps", "step-" + step), step <= one.step())).toList());
        model.addAttribute("rows", Row.of(one.counts(), texts));
        return "erasure";
    }

    @ExceptionHandler
    @ResponseStatus(HttpStatus.NOT_FOUND)
    String missing(MissingException missing, Model model, Locale browser) {
        desk.fill(model, browser);
        model.addAttribute("problem", desk.texts(browser).text(GROUP, missing.what));
        return "problem";
    }

    private static <T> T found(Optional<T> one, String otherwise) {
        return one.orElseThrow(() -> new MissingException(otherwise));
    }

    /** There is no such person or erasure. */
    static final class MissingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String what;

        /** @param what the key of the sentence that says so */
        MissingException(String what) {
            super(what);
            this.what = what;
        }
    }
}
