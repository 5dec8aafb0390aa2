package io.parley.desk;

import io.parley.handover.thread.AgentAccounts.Ids;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form that says who an agent is in Slack and Telegram; empty fields for nobody. */
record ServicesForm(@Nullable String slack, @Nullable String telegram) {
    private static final Pattern A_SLACK_ID = Pattern.compile("([UW][A-Z0-9]{2,30})?");
    private static final Pattern A_TELEGRAM_ID = Pattern.compile("([1-9]\\d{0,18})?");

    ServicesForm {
        slack = Objects.requireNonNullElse(slack, "").strip();
        telegram = Objects.requireNonNullElse(telegram, "").strip();
    }

    static ServicesForm of(Ids ids) {
        return new ServicesForm(ids.slack(), ids.telegram());
    }

    /** Its faults: by field, the key of a text. */
    Map<String, String> wrong() {
        Map<String, String> wrong = new LinkedHashMap<>();
        if (!A_SLACK_ID.matcher(text(slack)).matches()) {
            wrong.put("slack", "wrong-slack");
        }
        if (!A_TELEGRAM_ID.matcher(text(telegram)).matches()) {
            wrong.put("telegram", "wrong-telegram");
        }
        return wrong;
    }

    /** The ids, where nothing is wrong with them. */
    Ids ids() {
        return new Ids(orNull(slack), orNull(telegram));
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }

    private static @Nullable String orNull(@Nullable String text) {
        return text(text).isEmpty() ? null : text;
    }
}
