package io.parley.desk;

import io.parley.security.AccountChange;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/**
 * The answer to a form: what was done, or what is wrong.
 *
 * @param done the key of a text; null if nothing was done
 * @param wrong by field, the key of a text; the field {@link #WHOLE} is the form as a whole
 */
record FormAnswer(@Nullable String done, Map<String, String> wrong) {
    private static final String WHOLE = "whole";
    private static final Set<String> DEEDS = Set.of("added", "saved", "password", "locked", "unlocked", "removed",
            "revoked");

    /** The answer that the address of a page asks for, after a form was accepted. */
    FormAnswer(@Nullable String done) {
        this(done != null && DEEDS.contains(done) ? "done-" + done : null, Map.of());
    }

    /** A form that is refused. */
    FormAnswer(Map<String, String> wrong, HttpServletResponse response) {
        this(null, wrong);
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    }

    /** The faults of a form by which an account could not be changed. */
    static Map<String, String> of(AccountChange change) {
        return switch (change) {
            case DONE -> Map.of();
            case LOGIN_TAKEN -> Map.of("login", change.word());
            case NAME_TAKEN -> Map.of("name", change.word());
            case EMAIL_TAKEN -> Map.of("email", change.word());
            case MISSING, LAST_ADMINISTRATOR, YOURSELF, PASSWORD_IS_SETTING -> Map.of(WHOLE, change.word());
        };
    }

    /** Puts the sentences into a page. */
    void fill(Model model, DeskTexts texts) {
        Map<String, String> sentences = new LinkedHashMap<>();
        wrong.forEach((field, key) -> sentences.put(field, texts.text("agents", key)));
        model.addAttribute("wrong", sentences);
        model.addAttribute("problem", wrong.isEmpty()
                ? null
                : sentences.getOrDefault(WHOLE, texts.text("agents", "see-below")));
        model.addAttribute("done", done == null ? null : texts.text("agents", done));
    }
}
