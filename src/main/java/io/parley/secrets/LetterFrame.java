package io.parley.secrets;

import java.util.regex.Pattern;

/** The greeting at a text's beginning, and what stands at its end under "Kind regards". */
final class LetterFrame {
    private static final int LONGEST_SIGNATURE = 500;
    private static final String NAMED = "[^\\n,.!?:;]{0,60}";

    /** A greeting that is a line of its own, or ends with a comma or an exclamation mark after a few words. */
    private static final Pattern OPENING = Pattern.compile("(?iu)\\A\\s*(?:"
            + "(?:dear|sehr geehrte[rs]?|liebe[rs]?|estimad[oa]s?|querid[oa]s?|ch[eè]re?s?|gentile|car[oa]|geachte|beste"
            + "|prezad[oa]s?|szanown[aey]|drog[ai])\\s" + NAMED + "[,!:]"
            + "|(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|guten (?:tag|morgen|abend)|hallo|moin|bonjour"
            + "|bonsoir|hola|buenos d[ií]as|buenas tardes|ciao|buongiorno|hoi|goedemorgen|goedemiddag|ol[aá]|bom dia"
            + "|cze[sś][cć]|dzie[nń] dobry)(?:\\s(?!i\\b|my\\b|this\\b|can\\b|how\\b|where\\b|ich\\b|je\\b|soy\\b|sono\\b)"
            + "[^\\s,.!?:;]{1,30}){0,4}[,!.:]"
            + ")\\s*");

    private static final Pattern CLOSING = Pattern.compile("(?iu)(?:\\A|(?<=\\n)|(?<=[.!?]\\s))\\s*(?:"
            + "(?:(?:kind|best|warm|many)\\s)?regards|(?:with\\s)?best wishes|all the best|(?:yours\\s)?sincerely"
            + "|yours(?:\\sfaithfully|\\struly)?|best|cheers|take care|greetings|sent from[^\\n]{0,40}"
            + "|(?:many\\s)?thanks(?:\\sin advance)?|thank you"
            + "|mit (?:freundliche[nm]|besten|lieben) gr[uü](?:ß|ss)(?:en)?"
            + "|(?:viele|beste|liebe|freundliche|schöne) grü(?:ß|ss)e|gr[uü](?:ß|ss)e?|mfg|lg|vg"
            + "|(?:bien )?cordialement|bien à vous|(?:un )?saludos?|atentamente|(?:cordiali |distinti )?saluti"
            + "|met vriendelijke groet(?:en)?|groet(?:en|jes)?|(?:com os melhores )?cumprimentos|atenciosamente"
            + "|pozdrawiam(?: serdecznie)?"
            + ")\\s*[,.!]?[ \\t]*(?:\\n[\\s\\S]*|[^\\n.!?]{0,60})\\z|\\n--\\s?\\n[\\s\\S]*\\z");

    private LetterFrame() {}

    /** What stands between them; the whole text where nothing does. */
    static String without(String text) {
        String opened = OPENING.matcher(text).replaceFirst("");
        int from = Math.max(0, opened.length() - LONGEST_SIGNATURE);
        String closed = opened.substring(0, from) + CLOSING.matcher(opened.substring(from)).replaceFirst("");
        return closed.isBlank() ? text.strip() : closed.strip();
    }
}
