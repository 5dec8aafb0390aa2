package io.parley.desk.operation;

import io.parley.desk.Desk;
import io.parley.desk.DeskTexts;
import io.parley.desk.Moments;
import io.parley.desk.Moments.Moment;
import io.parley.hours.OfficeHours;
import io.parley.knowledge.search.Thresholds;
import io.parley.learning.replay.QuestionReplay;
import io.parley.settings.Live;
import io.parley.settings.Setting;
import io.parley.settings.Setting.Kind;
import io.parley.settings.SettingChange;
import io.parley.settings.Settings;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.security.Principal;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page on which operators change what takes effect at once, on all instances. */
@Hidden
@Controller
class SettingPages {
    private static final String SETTINGS = "/desk/settings";
    private static final int NEXT_TIMES = 5;
    private static final int LAST_CHANGES = 10;
    private static final Set<String> DEEDS = Set.of("saved", "reset");
    /** Those whose effect can be seen before they are saved. */
    private static final Set<String> THRESHOLDS = Set.of("parley.confidence.answer", "parley.confidence.choices");

    private final Desk desk;
    private final Settings settings;
    private final Live<Thresholds> thresholds;
    private final QuestionReplay replay;
    private final OfficeHours hours;
    private final InstantSource clock;

    SettingPages(Desk desk, Settings settings, Live<Thresholds> thresholds, QuestionReplay replay, OfficeHours hours,
            InstantSource clock) {
        this.desk = desk;
        this.settings = settings;
        this.thresholds = thresholds;
        this.replay = replay;
        this.hours = hours;
        this.clock = clock;
    }

    /**
     * A setting in words.
     *
     * @param id of its field
     * @param does what it does, in a sentence or two
     * @param value what stands in the field
     * @param now what is in effect, as a sentence
     * @param fallback its default, as a sentence
     * @param changed who changed it last, as a sentence; null for nobody
     * @param wrong what is wrong with the value; null for nothing
     */
    record Row(Setting setting, String id, String label, String does, String value, String now, String fallback,
            @Nullable String changed, @Nullable String wrong) {
        /** Whether the effect of a value can be seen before it is saved. */
        public boolean canBeTried() {
            return THRESHOLDS.contains(setting.key());
        }
    }

    /** A time at which the team comes or goes. */
    record Time(Moment at, String what) {}

    /** A change in words. */
    record Change(Moment at, String who, String label, String value) {}

    /**
     * A form that was sent and not saved.
     *
     * @param setting as it is now
     * @param value what was sent
     * @param wrong a sentence that says why it was refused; null when it was only tried
     */
    private record Unsaved(Setting setting, String value, @Nullable String wrong) {}

    /** The words of one answer. */
    private record Words(DeskTexts texts, Moments moments) {
        String label(String key) {
            return texts.text("setting", key.replace('.', '-'));
        }

        String value(Kind kind, @Nullable String value) {
            return value == null || value.isBlank()
                    ? texts.text("settings", "none")
                    : kind == Kind.FLAG ? texts.text("settings", value.equals("true") ? "is-on" : "is-off") : value;
        }

        @Nullable
        String changed(Setting setting) {
            return setting.changedBy() == null || setting.changedAt() == null
                    ? null
                    : texts.text("settings", setting.value() == null ? "reset" : "changed")
                            .replace("{when}", moments.at(setting.changedAt()).text())
                            .replace("{who}", setting.changedBy());
        }

        Row row(Setting setting, @Nullable Unsaved unsaved) {
            boolean isMeant = unsaved != null && unsaved.setting().key().equals(setting.key());
            String id = setting.key().replace('.', '-');
            return new Row(setting, id, label(setting.key()), texts.text("setting-does", id),
                    unsaved != null && isMeant ? unsaved.value() : setting.effective(),
                    texts.text("settings", "now").replace("{value}", value(setting.kind(), setting.effective())),
                    texts.text("settings", "default").replace("{value}", value(setting.kind(), setting.configured())),
                    changed(setting), unsaved != null && isMeant ? unsaved.wrong() : null);
        }
    }

    @GetMapping(SETTINGS)
    String show(@RequestParam(required = false) @Nullable String done, @RequestParam(defaultValue = "") String at,
            Model model, Locale browser, Principal account) {
        String page = show((Unsaved) null, done, model, browser, account);
        model.addAttribute("at", at);
        return page;
    }

    /** Saves one setting; what another operator saved meanwhile stays, and is shown beside what this one wrote. */
    @PostMapping(SETTINGS)
    String save(@RequestParam(defaultValue = "") String key, @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "-1") int revision, @RequestParam(defaultValue = "false") boolean reset,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        Optional<Setting> setting = settings.find(key);
        if (setting.isEmpty()) {
            return "redirect:" + SETTINGS;
        }
        String login = desk.agent(account).login();
        return switch (settings.change(setting.get(), reset ? null : value.strip(), revision, login)) {
            case SettingChange.Done _ -> "redirect:" + SETTINGS + "?done=" + (reset ? "reset" : "saved") + "&at="
                    + setting.get().key().replace('.', '-');
            case SettingChange.Refused(String why) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield show(new Unsaved(setting.get(), value, why), null, model, browser, account);
            }
            case SettingChange.Conflict(Setting now) -> {
                response.setStatus(HttpStatus.CONFLICT.value());
                yield show(new Unsaved(now, reset ? now.effective() : value, conflict(now, browser)), null, model,
                        browser, account);
            }
        };
    }

    /** Shows what a threshold would do to customers' last questions; nothing is saved. */
    @PostMapping(SETTINGS + "/try")
    String tryOut(@RequestParam(defaultValue = "") String key, @RequestParam(defaultValue = "") String value,
            Model model, Locale browser, Principal account, HttpServletResponse response) {
        Optional<Setting> setting = settings.find(key).filter(one -> THRESHOLDS.contains(one.key()));
        if (setting.isEmpty()) {
            return "redirect:" + SETTINGS;
        }
        Thresholds wanted;
        try {
            wanted = settings.preview(thresholds, key, value.strip());
        } catch (IllegalArgumentException e) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return show(new Unsaved(setting.get(), value, e.getMessage()), null, model, browser, account);
        }
        ThresholdTable table = ThresholdTable.of(key, replay.of(wanted), desk.texts(browser));
        String page = show(new Unsaved(setting.get(), value, null), null, model, browser, account);
        model.addAttribute("trial", table);
        return page;
    }

    private String conflict(Setting now, Locale browser) {
        Words words = words(browser);
        return words.texts().text("settings", "conflict").replace("{value}", words.value(now.kind(), now.effective()))
                .replace("{who}", String.valueOf(now.changedBy()));
    }

    private Words words(Locale browser) {
        return new Words(desk.texts(browser), desk.moments(browser));
    }

    private String show(@Nullable Unsaved unsaved, @Nullable String done, Model model, Locale browser,
            Principal account) {
        desk.fill(model, browser, account);
        Words words = words(browser);
        List<Setting> all = settings.all();
        model.addAttribute("parts", SettingParts.of(all.stream().map(one -> words.row(one, unsaved)).toList()));
        model.addAttribute("at", unsaved == null ? "" : unsaved.setting().key().replace('.', '-'));
        model.addAttribute("problem",
                unsaved == null || unsaved.wrong() == null ? null : words.texts().text("settings", "see-below"));
        model.addAttribute("done",
                done != null && DEEDS.contains(done) ? words.texts().text("settings", "done-" + done) : null);
        model.addAttribute("trial", null);
        model.addAttribute("fixed", settings.fixed());
        model.addAttribute("times", hours.changes(clock.instant(), NEXT_TIMES).stream()
                .map(time -> new Time(words.moments().at(time.at()),
                        words.texts().text("settings", time.opens() ? "opens" : "closes")))
                .toList());
        model.addAttribute("always", hours.isAlwaysOpen());
        model.addAttribute("changes", settings.newest(LAST_CHANGES).stream()
                .flatMap(change -> all.stream().filter(one -> one.key().equals(change.key()))
                        .map(one -> new Change(words.moments().at(change.at()), change.by(), words.label(one.key()),
                                change.value() == null
                                        ? words.texts().text("settings", "done-reset")
                                        : words.value(one.kind(), change.value()))))
                .toList());
        return "settings";
    }
}
