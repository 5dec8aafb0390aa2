package io.parley.secrets;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.List;
import java.util.function.UnaryOperator;

/** Telephone numbers, as people of several countries write them. */
final class Phones {
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
        String replaced = text;
        for (String region : REGIONS) {
            replaced = replaced(replaced, region, other);
        }
        return replaced;
    }

    private static String replaced(String text, String region, UnaryOperator<String> other) {
        StringBuilder replaced = new StringBuilder();
        int done = 0;
        for (PhoneNumberMatch found : PhoneNumberUtil.getInstance().findNumbers(text, region, Leniency.VALID,
                MOST_TRIES)) {
            replaced.append(text, done, found.start()).append(other.apply(found.rawString()));
            done = found.end();
        }
        return replaced.append(text, done, text.length()).toString();
    }
}
