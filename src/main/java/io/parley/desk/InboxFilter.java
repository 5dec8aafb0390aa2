package io.parley.desk;

import io.parley.handover.TicketFilter;
import io.parley.handover.TicketList;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which tickets an agent wants to see in the inbox, as the page's address says it; an empty text for any.
 *
 * @param owner the id of the agent who has them
 */
record InboxFilter(TicketList tab, String channel, String reason, String tag, String owner) {
    private static final Pattern WORD = Pattern.compile("[a-z_]{0,40}");
    private static final Pattern NUMBER = Pattern.compile("\\d{0,18}");

    /** What an address asks for; what makes no sense there is left out. */
    static InboxFilter of(Map<String, String> said) {
        String tab = said.getOrDefault("tab", "");
        return new InboxFilter(
                Arrays.stream(TicketList.values()).filter(one -> one.word().equals(tab)).findFirst()
                        .orElse(TicketList.WAITING),
                sensible(WORD, said.get("channel")), sensible(WORD, said.get("reason")),
                TicketTags.tidy(said.getOrDefault("tag", "")), sensible(NUMBER, said.get("owner")));
    }

    private static String sensible(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches() ? text : "";
    }

    TicketFilter tickets() {
        return new TicketFilter(given(channel), given(reason), given(tag),
                owner.isEmpty() ? null : Long.valueOf(owner));
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Whether it leaves something out. */
    public boolean isOn() {
        return !(channel + reason + tag + owner).isEmpty();
    }

    /** The same for another list. */
    InboxFilter of(TicketList other) {
        return new InboxFilter(other, channel, reason, tag, owner);
    }

    /** The address of the list. */
    String address() {
        return address("", "");
    }

    /** The address of the list with something more in it. */
    String address(String name, String value) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/desk").queryParam("tab", tab.word());
        Map.of("channel", channel, "reason", reason, "tag", tag, "owner", owner, name, value).entrySet().stream()
                .filter(one -> !one.getValue().isEmpty()).sorted(Map.Entry.comparingByKey())
                .forEach(one -> address.queryParam(one.getKey(), "{" + one.getKey() + "}"));
        return address.encode().buildAndExpand(
                Map.of("channel", channel, "reason", reason, "tag", tag, "owner", owner, name, value)).toUriString();
    }
}
