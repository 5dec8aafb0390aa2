package io.parley.desk.faq;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.NoEntryException;
import io.parley.desk.faq.EntryDrafts.Draft;
import io.parley.desk.faq.EntryDrafts.Place;
import io.parley.knowledge.FaqDesk;
import io.parley.knowledge.faq.EntryChange.Reason;
import io.parley.knowledge.faq.EntryContent;
import io.parley.knowledge.faq.EntryFields;
import io.parley.knowledge.faq.EntryFilter;
import io.parley.knowledge.faq.EntryVersion;
import io.parley.knowledge.faq.FaqEntry;
import io.parley.knowledge.faq.FaqEntry.State;
import io.parley.knowledge.faq.FaqId;
import io.parley.security.Agent;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages on which agents write and mend an entry of the FAQ, and take it out of use. */
@Hidden
@Controller
class EntryPages {
    static final String NEW = "/desk/faq/new";
    private static final String ENTRY = "/desk/faq/entry";
    private static final Set<String> DEEDS = Set.of("saved", "kept", "unpublished", "deleted", "restored",
            "dropped", "both-right", "outdated");

    /** What the page's script keeps of the form. */
    private static final String KEEPS = "id revision began wrong " + String.join(" ", EntryFields.NAMES);

    private final Desk desk;
    private final FaqDesk faq;
    private final EntryDrafts drafts;
    private final EntryTrial trial;
    private final EntryCare care;

    EntryPages(Desk desk, FaqDesk faq, EntryDrafts drafts, EntryTrial trial, EntryCare care) {
        this.desk = desk;
        this.faq = faq;
        this.drafts = drafts;
        this.trial = trial;
        this.care = care;
    }

    @GetMapping(NEW)
    String start(Model model, Locale browser, Principal account) {
        Agent agent = desk.fill(model, browser, account);
        Optional<Draft> draft = drafts.find(new Place(agent.id(), null)).filter(one -> !isDone(one.form()));
        FaqForm form = draft.map(Draft::form).orElseGet(() -> FaqForm.of(Map.of()));
        fill(model, browser, null, form, null);
        draft.ifPresent(one -> show(one, model, browser));
        return "entry";
    }

    @PostMapping(NEW)
    String add(@RequestParam Map<String, String> sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        FaqForm form = FaqForm.of(sent);
        Optional<String> wrong = form.wrong(State.DRAFT);
        if (wrong.isEmpty()) {
            FaqId id = FaqId.derivedFrom(form.fields().text("question"));
            FaqEntry none = new FaqEntry(id, "", null, "", "", null, null, null, "", State.DRAFT, 0);
            Optional<FaqEntry> added = faq.add(form.onto(none), agent.login());
            if (added.isPresent()) {
                forget(new Place(agent.id(), null), sent);
                return done(id.value(), form.publishes() ? "saved" : "kept");
            }
            model.addAttribute("twin", id.value());
        }
        refuse(wrong, response);
        fill(model, browser, null, form, wrong.orElse("taken"));
        Writing.of(sent).ifPresent(one -> model.addAttribute("writing", one));
        return "entry";
    }

    @GetMapping(ENTRY)
    String show(@RequestParam(defaultValue = "") String id, @RequestParam(defaultValue = "") String ask,
            @RequestParam(required = false) @Nullable String done, Model model, Locale browser, Principal account) {
        Agent agent = desk.fill(model, browser, account);
        EntryContent content = found(faq, id);
        Optional<Draft> draft = drafts.find(new Place(agent.id(), id)).filter(one -> !one.form().isIn(content));
        fill(model, browser, content, draft.map(Draft::form).orElseGet(() -> FaqForm.of(content)), null);
        draft.ifPresent(one -> {
            show(one, model, browser);
            compare(one.form(), content, model, browser);
        });
        model.addAttribute("done",
                done != null && DEEDS.contains(done) ? desk.texts(browser).text("faq", "done-" + done) : null);
        care.fill(content.entry(), model, browser);
        trial.fill(ask, model);
        return "entry";
    }

    @PostMapping(ENTRY)
    String save(@RequestParam Map<String, String> sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        String id = sent.getOrDefault("id", "");
        FaqForm form = FaqForm.of(sent);
        EntryContent before = found(faq, id);
        State state = before.entry().state();
        Optional<String> wrong = form.wrong(state);
        if (wrong.isEmpty()
                && faq.save(form.onto(before.entry()), agent.login(), form.reason(state)).isPresent()) {
            forget(new Place(agent.id(), id), sent);
            return done(id, form.after(state) == State.PUBLISHED ? "saved" : "kept");
        }
        refuse(wrong, response);
        String page = refused(id, form, wrong.orElse("changed"), model, browser);
        Writing.of(sent).ifPresent(one -> model.addAttribute("writing", one));
        return page;
    }

    /** Takes an entry out of use, or out of the bot's mouth. */
    @PostMapping("/desk/faq/state")
    String end(@RequestParam Map<String, String> sent, Model model, Locale browser, Principal account,
            HttpServletResponse response) {
        Agent agent = desk.fill(model, browser, account);
        String id = sent.getOrDefault("id", "");
        EntryContent before = found(faq, id);
        boolean deletes = "retired".equals(sent.get("to"));
        EntryContent after = before.withState(deletes ? State.RETIRED : State.DRAFT)
                .withRevision(FaqForm.of(sent).revision());
        if (faq.save(after, agent.login(), deletes ? Reason.DELETED : Reason.UNPUBLISHED).isPresent()) {
            return done(id, deletes ? "deleted" : "unpublished");
        }
        response.setStatus(HttpStatus.CONFLICT.value());
        return refused(id, FaqForm.of(before).seen(FaqForm.of(sent).revision()), "changed", model, browser);
    }

    private static void refuse(Optional<String> wrong, HttpServletResponse response) {
        response.setStatus((wrong.isEmpty() ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT).value());
    }

    /** Shows what was sent, and beside it what somebody else saved meanwhile; saved once more it takes the place of that. */
    private String refused(String id, FaqForm form, String problem, Model model, Locale browser) {
        EntryContent now = found(faq, id);
        fill(model, browser, now, form, problem);
        compare(form, now, model, browser);
        return "entry";
    }

    /** Shows what somebody else saved since the revision that a form is of. */
    private void compare(FaqForm form, EntryContent now, Model model, Locale browser) {
        if (form.revision() != now.entry().revision()) {
            EntryFields seen = faq.version(now.entry().id(), form.revision()).map(EntryVersion::content)
                    .map(EntryFields::of).orElse(form.fields());
            model.addAttribute("theirs", TextDiff.between(seen, EntryFields.of(now)));
            faq.version(now.entry().id(), now.entry().revision()).ifPresent(
                    version -> model.addAttribute("meanwhile", VersionRow.of(version, desk, browser)));
        }
    }

    private void show(Draft draft, Model model, Locale browser) {
        model.addAttribute("writing", new Writing(draft.key(), draft.form().revision()));
        model.addAttribute("draft", desk.moments(browser).at(draft.at()));
    }

    /** What was saved is no draft any more, also when its page keeps it once more while it goes. */
    private void forget(Place place, Map<String, String> sent) {
        Writing.of(sent).ifPresent(writing -> drafts.forget(place, writing.key()));
    }

    /** Whether a form says nothing, or its entry is there: the process died before it forgot the draft. */
    private boolean isDone(FaqForm form) {
        return form.length() == 0 || (form.wrong(State.DRAFT).isEmpty()
                && faq.find(FaqId.derivedFrom(form.fields().text("question"))).filter(form::isIn).isPresent());
    }

    /** An entry that its agents may see. */
    static EntryContent found(FaqDesk faq, String id) {
        return Optional.of(id).filter(one -> !one.isBlank() && one.length() <= FaqId.MAX_LENGTH)
                .flatMap(one -> faq.find(new FaqId(one))).orElseThrow(NoEntryException::new);
    }

    private void fill(Model model, Locale browser, @Nullable EntryContent content, FaqForm form,
            @Nullable String problem) {
        DeskTexts texts = desk.texts(browser);
        model.addAttribute("entry", content == null ? null : content.entry());
        model.addAttribute("state", content == null ? "new" : word(content.entry().state()));
        model.addAttribute("revision", content == null ? 0 : content.entry().revision());
        model.addAttribute("writing", Writing.begun(content == null ? 0 : content.entry().revision()));
        model.addAttribute("keeps", KEEPS);
        model.addAttribute("corrects", form.corrects());
        model.addAttribute("draft", null);
        model.addAttribute("fields", form.fields());
        model.addAttribute("categories", faq.categories());
        model.addAttribute("done", null);
        care.fill(null, model, browser);
        model.addAttribute("wrong", problem != null && EntryFields.NAMES.contains(problem) ? problem : "");
        model.addAttribute("problem", problem == null
                ? null
                : texts.text("faq", EntryFields.NAMES.contains(problem) ? "wrong" : problem));
        trial.fill("", model);
    }

    private static String word(State state) {
        return EntryFilter.IN_USE.contains(state) ? state.name().toLowerCase(Locale.ROOT) : "retired";
    }

    static String done(String id, String what) {
        return "redirect:" + UriComponentsBuilder.fromPath(ENTRY).queryParam("id", "{id}")
                .queryParam("done", "{done}").encode().buildAndExpand(Map.of("id", id, "done", what)).toUriString();
    }
}
