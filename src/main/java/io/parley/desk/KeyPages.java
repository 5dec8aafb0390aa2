package io.parley.desk;

import io.parley.desk.Moments.Moment;
import io.parley.security.Agent;
import io.parley.security.ApiKey;
import io.parley.security.ApiKeys;
import io.parley.security.Scope;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which administrators make and revoke the keys of programs. A key is shown once, to the one who made it. */
@Hidden
@Controller
class KeyPages {
    private static final String KEYS = "/desk/keys";

    private final Desk desk;
    private final ApiKeys keys;

    KeyPages(Desk desk, ApiKeys keys) {
        this.desk = desk;
        this.keys = keys;
    }

    /** A key in words. */
    record Row(long id, String name, String beginning, String scopes, String madeBy, Moment madeAt,
            @Nullable Moment lastUsed, boolean revoked) {
        static Row of(ApiKey key, Moments moments) {
            return new Row(key.id(), key.name(), key.beginning(),
                    key.scopes().stream().map(Scope::word).collect(Collectors.joining(", ")), key.madeBy(),
                    moments.at(key.madeAt()), key.lastUsedAt() == null ? null : moments.at(key.lastUsedAt()),
                    key.revokedAt() != null);
        }
    }

    /**
     * The form of a new key, as it was sent.
     *
     * @param chosen the words of its scopes
     */
    record Form(String name, List<String> chosen) {}

    @GetMapping(KEYS)
    String show(@RequestParam(required = false) @Nullable String done, Model model, Locale browser,
            Principal account) {
        return show(new Form("", List.of()), new FormAnswer(done), null, model, browser, account);
    }

    /** Makes a key; the answer is the only page that ever shows it. */
    @PostMapping(KEYS)
    String make(@RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable List<String> scope,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        Form form = new Form(AgentForm.cleaned(name), scope == null ? List.of() : scope);
        Set<Scope> scopes = form.chosen().stream().flatMap(word -> Scope.named(word).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        if (!AgentForm.isName(form.name())) {
            return refused(form, "name", "wrong-key-name", model, browser, account, response);
        }
        if (scopes.isEmpty() || scopes.size() != form.chosen().size()) {
            return refused(form, "scope", "wrong-scope", model, browser, account, response);
        }
        Agent me = desk.agent(account);
        Optional<String> made = keys.make(form.name(), scopes, me);
        return made.isEmpty()
                ? refused(form, "name", "key-name-taken", model, browser, account, response)
                : show(new Form("", List.of()), new FormAnswer((String) null), made.get(), model, browser, account);
    }

    @PostMapping(KEYS + "/{id}/revoke")
    String revoke(@PathVariable long id, Principal account) {
        if (!keys.revoke(id, desk.agent(account))) {
            throw new NoKeyException();
        }
        return "redirect:" + KEYS + "?done=revoked";
    }

    /** There is no key of that id that opens something. */
    static final class NoKeyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private String refused(Form form, String field, String why, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        return show(form, new FormAnswer(Map.of(field, why), response), null, model, browser, account);
    }

    private String show(Form form, FormAnswer answer, @Nullable String made, Model model, Locale browser,
            Principal account) {
        desk.fill(model, browser, account);
        answer.fill(model, desk.texts(browser));
        Moments moments = desk.moments(browser);
        model.addAttribute("form", form);
        model.addAttribute("made", made);
        model.addAttribute("scopes", Arrays.stream(Scope.values()).map(Scope::word).toList());
        model.addAttribute("rows", keys.all().stream().map(key -> Row.of(key, moments)).toList());
        return "keys";
    }
}
