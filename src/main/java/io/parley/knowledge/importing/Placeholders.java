package io.parley.knowledge.importing;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the shop's own data in the place of {@code {{Customer Support Hours}}} and the like; what the settings do not know,
 * such as {@code {{Order Number}}}, stays as the words between the braces.
 */
final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]{1,100}?)\\s*}}");

    private final Map<String, String> values = new HashMap<>();

    Placeholders(ShopSettings shop) {
        put(shop.name(), "company name", "company", "shop name", "store name", "brand name", "online store name");
        put(shop.phone(), "customer support phone number", "customer service phone number", "phone number",
                "support phone number", "toll-free number", "company phone number", "contact number");
        put(shop.hours(), "customer support hours", "customer service hours", "customer support working hours",
                "support hours", "business hours", "opening hours", "working hours");
        put(shop.email(), "customer support email", "customer service email", "customer support email address",
                "support email", "company email", "contact email");
        put(shop.website(), "website url", "website", "company website", "company website url", "company url",
                "online store url", "store url");
        put(shop.account(), "online company portal info", "online company portal", "company portal",
                "online portal", "account url", "online company portal url", "account page");
        put(shop.address(), "store location", "company address", "store address", "shop address");
    }

    private void put(@Nullable String value, String... names) {
        if (value != null) {
            List.of(names).forEach(name -> values.put(name, value));
        }
    }

    String filled(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                values.getOrDefault(match.group(1).toLowerCase(Locale.ROOT), match.group(1))));
    }
}
