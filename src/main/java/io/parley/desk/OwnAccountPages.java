package io.parley.desk;

import io.parley.channel.Language;
import io.parley.digest.Digests;
import io.parley.digest.Way;
import io.parley.handover.thread.AgentAccounts;
import io.parley.security.AccountChange;
import io.parley.security.Accounts;
import io.parley.security.Agent;
import io.parley.security.AgentAccount;
import io.parley.security.LoginRateLimiter;
import io.parley.security.Role;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which agents change their own name and password, and operators how they hear of the week. */
@Hidden
@Controller
class OwnAccountPages {
    private static final String ACCOUNT = "/desk/account";

    private final Desk desk;
    private final Accounts accounts;
    private final AgentAccounts services;
    private final Digests digests;

    OwnAccountPages(Desk desk, Accounts accounts, AgentAccounts services, Digests digests) {
        this.services = services;
        this.digests = digests;
        this.desk = desk;
        this.accounts = accounts;
    }

    /** @param wait whether wrong passwords were too many */
    @GetMapping(ACCOUNT)
    String show(@RequestParam(required = false) @Nullable String done,
            @RequestParam(required = false) @Nullable String wait, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        FormAnswer answer = wait == null
                ? new FormAnswer(done)
                : new FormAnswer(Map.of("current", "wait"), response);
        return show(null, answer, model, browser, account);
    }

    @PostMapping(ACCOUNT)
    String rename(@RequestParam(defaultValue = "") String name, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        String cleaned = AgentForm.cleaned(name);
        Map<String, String> wrong = Map.of("name", "wrong-name");
        if (AgentForm.isName(cleaned)) {
            AccountChange change = accounts.rename(desk.agent(account), cleaned);
            if (change == AccountChange.DONE) {
                return "redirect:" + ACCOUNT + "?done=saved";
            }
            wrong = FormAnswer.of(change);
        }
        return show(name, new FormAnswer(wrong, response), model, browser, account);
    }

    /** Changes the password, and signs the agent out everywhere else. */
    @PostMapping(ACCOUNT + "/password")
    String setPassword(@RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password, Model model, Locale browser, Principal account,
            HttpServletRequest request, HttpServletResponse response) {
        Agent me = desk.agent(account);
        Map<String, String> wrong = new LinkedHashMap<>();
        if (!accounts.isPasswordOf(me.id(), current)) {
            LoginRateLimiter.wasWrong(request);
            wrong.put("current", LoginRateLimiter.isSlowed(request) ? "wait" : "wrong-current");
        }
        if (!Accounts.isPassword(password)) {
            wrong.put("password", "wrong-password");
        }
        if (wrong.isEmpty()) {
            AccountChange change = accounts.setPassword(me.id(), password, request.getSession().getId(), me);
            if (change == AccountChange.DONE) {
                return "redirect:" + ACCOUNT + "?done=password";
            }
            wrong.putAll(FormAnswer.of(change));
        }
        return show(null, new FormAnswer(wrong, response), model, browser, account);
    }

    /** Sets whether the week's figures are brought, and how. */
    @PostMapping(ACCOUNT + "/digest")
    String chooseDigest(@RequestParam(defaultValue = "") String way, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent me = desk.agent(account);
        Digests.Chosen chosen = digests.choose(me.id(), Way.named(way).orElseGet(() -> digests.way(me.id())),
                Language.of(browser.getLanguage()).orElse(Language.EN));
        return switch (chosen) {
            case DONE -> "redirect:" + ACCOUNT + "?done=saved";
            case NO_MAIL -> show(null, new FormAnswer(Map.of("way", "no-mail"), response), model, browser, account);
            case NO_SLACK -> show(null, new FormAnswer(Map.of("way", "no-slack"), response), model, browser, account);
        };
    }

    private String show(@Nullable String name, FormAnswer answer, Model model, Locale browser, Principal account) {
        Agent me = desk.fill(model, browser, account);
        AgentAccount one = accounts.find(me.id()).orElseThrow(Desk.NobodyException::new);
        answer.fill(model, desk.texts(browser));
        model.addAttribute("name", name == null ? me.name() : name);
        model.addAttribute("signsIn", one.signsIn().name());
        model.addAttribute("one", one);
        model.addAttribute("way", me.role() == Role.AGENT ? null : digests.way(me.id()).word());
        model.addAttribute("ways", Arrays.stream(Way.values()).map(Way::word).toList());
        model.addAttribute("services", ServicesForm.of(services.ids(me.id())));
        return "account";
    }
}
