package io.parley.settings.web;

import io.parley.settings.Setting;
import io.parley.settings.SettingChange;
import io.parley.settings.SettingChange.Outcome;
import io.parley.settings.Settings;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Settings for operators' programs; the access rules ask for their key. */
@RestController
class SettingController {
    private final Settings settings;

    SettingController(Settings settings) {
        this.settings = settings;
    }

    /**
     * A setting.
     *
     * @param value the value in effect
     * @param configured the value that the instance started with
     * @param isDefault whether that is in effect, as nothing was put over it
     * @param revision to be sent with a change
     */
    record SettingShown(String key, String value, String configured, boolean isDefault, int revision,
            @Nullable String changedBy, @Nullable Instant changedAt) {
        static SettingShown of(Setting one) {
            return new SettingShown(one.key(), one.effective(), one.configured(), one.value() == null, one.revision(),
                    one.changedBy(), one.changedAt());
        }
    }

    /**
     * A change.
     *
     * @param value as text, such as {@code "0.6"}; null for the default
     * @param revision the revision that the caller has seen; nothing is done if the setting has changed
     */
    record NewSetting(@Nullable @Size(max = 2_000, message = "may have at most 2,000 characters") String value,
            @NotNull(message = "is the one that GET shows") Integer revision) {}

    @Operation(summary = "A setting that takes effect without a restart, such as parley.confidence.answer")
    @GetMapping("/api/settings/{key}")
    SettingShown one(@PathVariable String key) {
        return SettingShown.of(found(key));
    }

    @Operation(summary = "Changes a setting on all instances within a second; the value null puts it back to its default")
    @PutMapping("/api/settings/{key}")
    SettingShown change(@PathVariable String key, @Valid @RequestBody NewSetting change, Principal account) {
        String value = change.value() == null ? null : change.value().strip();
        Outcome outcome = settings.change(found(key), value, change.revision(), account.getName());
        return switch (outcome) {
            case SettingChange.Done(Setting setting) -> SettingShown.of(setting);
            case SettingChange.Conflict(Setting setting) -> throw conflict(setting);
            case SettingChange.Refused(String why) -> throw wrong(why);
        };
    }

    private Setting found(String key) {
        return settings.find(key).orElseThrow(() -> new ErrorResponseException(HttpStatus.NOT_FOUND,
                ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND,
                        "No setting of that name can be changed while Parley runs."),
                null));
    }

    private static ErrorResponseException wrong(String why) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, why);
        problem.setProperty("field", "value");
        return new ErrorResponseException(HttpStatus.BAD_REQUEST, problem, null);
    }

    private static ErrorResponseException conflict(Setting setting) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT,
                "Somebody else has changed the setting meanwhile. Read it again.");
        problem.setProperty("revision", setting.revision());
        problem.setProperty("value", setting.effective());
        return new ErrorResponseException(HttpStatus.CONFLICT, problem, null);
    }
}
