package io.parley.secrets;

/** The signs between the groups of a number: blanks of all kinds, line breaks, dashes, dots, slashes. */
final class Gaps {
    private Gaps() {}

    static boolean isGap(int sign) {
        return isBlank(sign) || ".,/\\_|:·'".indexOf(sign) >= 0
                || Character.getType(sign) == Character.DASH_PUNCTUATION;
    }

    static boolean isGap(String between) {
        return between.codePoints().allMatch(Gaps::isGap);
    }

    /** The sign that a gap is made of besides blanks; a blank if of nothing else. */
    static String kind(String gap) {
        return gap.codePoints().filter(sign -> !isBlank(sign)).mapToObj(Character::toString).findFirst().orElse(" ");
    }

    private static boolean isBlank(int sign) {
        return Character.isWhitespace(sign) || Character.isSpaceChar(sign)
                || Character.getType(sign) == Character.FORMAT;
    }
}
