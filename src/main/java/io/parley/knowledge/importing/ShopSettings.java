package io.parley.knowledge.importing;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an imported file with placeholders is filled with. Nothing is needed: a placeholder that is not known here is shown
 * as its words.
 *
 * @param name    the shop's name, for {@code {{Company Name}}}
 * @param phone   where customers call, for {@code {{Customer Support Phone Number}}}
 * @param hours   when they can, for {@code {{Customer Support Hours}}}, such as {@code Monday to Friday, 9 to 17}
 * @param email   where customers write, for {@code {{Customer Support Email}}}
 * @param website the shop's address on the web, for {@code {{Website URL}}}; begins with https:// or http://
 * @param account the page where customers sign in, for {@code {{Online Company Portal Info}}}; likewise
 * @param address where the shop is, for {@code {{Store Location}}}
 */
@ConfigurationProperties("parley.shop")
public record ShopSettings(@Nullable String name, @Nullable String phone, @Nullable String hours,
        @Nullable String email, @Nullable String website, @Nullable String account, @Nullable String address) {

    private static final int LONGEST = 200;

    public ShopSettings {
        name = line("name", name);
        phone = line("phone", phone);
        hours = line("hours", hours);
        email = line("email", email);
        website = link("website", line("website", website));
        account = link("account", line("account", account));
        address = line("address", address);
        require("phone", phone == null || phone.chars().anyMatch(Character::isDigit), "has no digit");
        require("email", email == null || email.indexOf('@') > 0, "is no email address");
    }

    /** A shop of which nothing is known. */
    public static ShopSettings unknown() {
        return new ShopSettings(null, null, null, null, null, null, null);
    }

    private static @Nullable String line(String setting, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        require(setting, value.length() <= LONGEST && value.lines().count() == 1,
                "is not one line of at most " + LONGEST + " characters");
        return value.strip();
    }

    private static @Nullable String link(String setting, @Nullable String value) {
        require(setting, value == null || isLink(value), "does not begin with https:// or http://");
        return value;
    }

    private static boolean isLink(String value) {
        try {
            URI uri = URI.create(value);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void require(String setting, boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "parley.shop." + setting + " " + problem + "; correct it or leave it out.");
        }
    }
}
