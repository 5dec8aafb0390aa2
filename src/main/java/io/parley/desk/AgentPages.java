package io.parley.desk;

import io.parley.desk.Moments.Moment;
import io.parley.handover.thread.AgentAccounts;
import io.parley.security.AccountChange;
import io.parley.security.Accounts;
import io.parley.security.Agent;
import io.parley.security.AgentAccount;
import io.parley.security.OidcSettings;
import io.parley.security.Role;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages on which administrators decide who works at the desk. */
@Hidden
@Controller
class AgentPages {
    private static final String AGENTS = "/desk/agents";
    private static final String AGENT = AGENTS + "/{id}";

    private final Desk desk;
    private final Accounts accounts;
    private final AgentAccounts services;
    private final OidcSettings oidc;

    AgentPages(Desk desk, Accounts accounts, AgentAccounts services, OidcSettings oidc) {
        this.services = services;
        this.oidc = oidc;
        this.desk = desk;
        this.accounts = accounts;
    }

    /**
     * An account in words.
     *
     * @param signedIn when its agent last signed in; null if they never did
     */
    record Row(long id, String login, String name, String role, boolean locked, String signsIn,
            @Nullable Moment signedIn) {
        static Row of(AgentAccount one, Moments moments) {
            return new Row(one.agent().id(), one.agent().login(), one.agent().name(), one.agent().role().word(),
                    one.isLocked(), one.signsIn().name(),
                    one.signedInAt() == null ? null : moments.at(one.signedInAt()));
        }
    }

    @GetMapping(AGENTS)
    String list(@RequestParam(required = false) @Nullable String done, Model model, Locale browser,
            Principal account) {
        return list(AgentForm.empty(), new FormAnswer(done), model, browser, account);
    }

    @PostMapping(AGENTS)
    String add(@ModelAttribute AgentForm form, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Map<String, String> wrong = form.wrong(!oidc.isOn());
        if (wrong.isEmpty()) {
            AccountChange change = accounts.add(String.valueOf(form.login()), form.details(),
                    form.hasPassword() ? form.password() : null,
                    desk.agent(account));
            if (change == AccountChange.DONE) {
                return "redirect:" + AGENTS + "?done=added";
            }
            wrong = FormAnswer.of(change);
        }
        return list(form, new FormAnswer(wrong, response), model, browser, account);
    }

    @GetMapping(AGENT)
    String show(@PathVariable long id, @RequestParam(required = false) @Nullable String done, Model model,
            Locale browser, Principal account) {
        return show(id, null, new FormAnswer(done), model, browser, account);
    }

    @PostMapping(AGENT)
    String change(@PathVariable long id, @ModelAttribute AgentForm form, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        Map<String, String> wrong = form.wrongDetails();
        if (wrong.isEmpty()) {
            AccountChange change = accounts.change(id, form.details(), desk.agent(account));
            if (change == AccountChange.DONE) {
                return done(id, "saved");
            }
            wrong = FormAnswer.of(change);
        }
        return show(id, form, new FormAnswer(wrong, response), model, browser, account);
    }

    /** Sets who the agent is in Slack and Telegram. */
    @PostMapping(AGENT + "/services")
    String setServices(@PathVariable long id, @ModelAttribute ServicesForm form, Model model, Locale browser,
            Principal account, HttpServletResponse response) {
        Map<String, String> wrong = form.wrong();
        if (wrong.isEmpty() && accounts.find(id).isPresent()) {
            wrong = services.link(id, form.ids(), desk.agent(account).login())
                    .map(taken -> Map.of(taken.value(), taken.value() + "-taken")).orElse(Map.of());
            if (wrong.isEmpty()) {
                return done(id, "saved");
            }
        }
        String page = show(id, null, new FormAnswer(wrong, response), model, browser, account);
        model.addAttribute("services", form);
        return page;
    }

    @PostMapping(AGENT + "/password")
    String setPassword(@PathVariable long id, @RequestParam(defaultValue = "") String password, Model model,
            Locale browser, Principal account, HttpServletResponse response) {
        Map<String, String> wrong = Map.of("password", "wrong-password");
        if (Accounts.isPassword(password)) {
            AccountChange change = accounts.setPassword(id, password, null, desk.agent(account));
            if (change == AccountChange.DONE) {
                return done(id, "password");
            }
            wrong = FormAnswer.of(change);
        }
        return show(id, null, new FormAnswer(wrong, response), model, browser, account);
    }

    @PostMapping(AGENT + "/lock")
    String lock(@PathVariable long id, Model model, Locale browser, Principal account, HttpServletResponse response) {
        AccountChange change = accounts.lock(id, desk.agent(account));
        return change == AccountChange.DONE
                ? done(id, "locked")
                : show(id, null, new FormAnswer(FormAnswer.of(change), response), model, browser, account);
    }

    @PostMapping(AGENT + "/unlock")
    String unlock(@PathVariable long id, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        AccountChange change = accounts.unlock(id, desk.agent(account));
        return change == AccountChange.DONE
                ? done(id, "unlocked")
                : show(id, null, new FormAnswer(FormAnswer.of(change), response), model, browser, account);
    }

    @PostMapping(AGENT + "/remove")
    String remove(@PathVariable long id, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        AccountChange change = accounts.remove(id, desk.agent(account));
        return change == AccountChange.DONE
                ? "redirect:" + AGENTS + "?done=removed"
                : show(id, null, new FormAnswer(FormAnswer.of(change), response), model, browser, account);
    }

    private String list(AgentForm form, FormAnswer answer, Model model, Locale browser, Principal account) {
        fill(form, answer, model, browser, account);
        Moments moments = desk.moments(browser);
        model.addAttribute("rows", accounts.all().stream().map(one -> Row.of(one, moments)).toList());
        return "agents";
    }

    private String show(long id, @Nullable AgentForm sent, FormAnswer answer, Model model, Locale browser,
            Principal account) {
        AgentAccount one = accounts.find(id).orElseThrow(NoAgentException::new);
        Agent me = fill(sent == null ? AgentForm.of(one) : sent, answer, model, browser, account);
        model.addAttribute("one", Row.of(one, desk.moments(browser)));
        model.addAttribute("services", ServicesForm.of(services.ids(id)));
        model.addAttribute("me", one.agent().id() == me.id());
        return "agent";
    }

    private Agent fill(AgentForm form, FormAnswer answer, Model model, Locale browser, Principal account) {
        Agent me = desk.fill(model, browser, account);
        answer.fill(model, desk.texts(browser));
        model.addAttribute("form", form);
        model.addAttribute("roles", Arrays.stream(Role.values()).map(Role::word).toList());
        return me;
    }

    private static String done(long id, String what) {
        return "redirect:" + AGENTS + "/" + id + "?done=" + what;
    }

    /** There is no account of that id. */
    static final class NoAgentException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
