package io.parley.secrets;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.List;
import java.util.function.UnaryOperator;

/** Telephone numbers, as people of several countries write them. */
final class Phones {
    private static final String PHONE = "PHONE";
    private static final int MOST_TRIES = 200;
    /** Where numbers without a country's code may be dialled. */
    private static final List<String> REGIONS = List.of("GB", "US", "DE", "FR", "ES", "IT", "NL", "PT");

    private Phones() {}

    /**
     * The text with something else in the place of each number.
     *
     * @param other what stands in the place of the number that it is given
     */
    static String replaced(String text, UnaryOperator<String> other) {
        Parts parts = new Parts(text);
        find(parts);
        return parts.replaced((kind, own) -> other.apply(own));
    }

    /** Adds the numbers of a text. */
    static void find(Parts parts) {
        for (String region : REGIONS) {
            for (PhoneNumberMatch found : PhoneNumberUtil.getInstance().findNumbers(parts.rest(), region,
                    Leniency.VALID, MOST_TRIES)) {
                parts.add(PHONE, found.start(), found.end());
            }
        }
    }
}
