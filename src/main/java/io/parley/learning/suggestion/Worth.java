package io.parley.learning.suggestion;

import java.util.List;
import java.util.regex.Pattern;

/** Whether what an agent said is worth being told to others. */
final class Worth {
    static final int MIN_ANSWER = 25;
    static final int MAX_ANSWER = 1_500;
    private static final int SHORTEST_SENTENCE = 3;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…])\\s+|\\n+");
    private static final Pattern PROMISE = Pattern.compile("(?iu)\\b(?:"
            + "(?:i|we)(?:['’]ll|\\swill|\\sam going to|['’]m going to|\\sare going to)\\s(?:\\p{L}+\\s)?(?:check|look|ask|get back"
            + "|come back|find out|investigate|forward|inform|let you know|see what|be right back|call you|write to you)"
            + "|let me (?:check|look|see|ask|find)|(?:one|a|just a) (?:moment|minute|second)(?=\\s?(?:,?\\s?please|[.!…,]|\\z))|please (?:wait|hold|bear with)"
            + "|bear with me|(?:ich|wir) (?:prüfe|schaue|sehe|frage|kläre|melde|leite)n?\\b|einen (?:moment|augenblick)"
            + "|(?:ich|wir) (?:werde|werden) (?:das|es|mich|uns)|un (?:instant|moment)|je (?:vérifie|regarde|vais)"
            + "|un momento|(?:lo|voy a) (?:verifico|reviso|compruebo|mirar|verificar|consultar)|(?:controllo|verifico) subito"
            + "|een (?:moment|ogenblik)|ik (?:kijk|zoek|vraag)|um momento|vou verificar|chwileczkę|sprawdzę)");
    private static final Pattern COURTESY = Pattern
            .compile("(?iu)\\A(?:hi|hello|hey|good (?:morning|afternoon|evening|day)|hallo"
                    + "|guten (?:tag|morgen|abend)|bonjour|hola|ciao|hoi|olá|thanks?|thank you|danke|merci|gracias|grazie|bedankt"
                    + "|obrigad[oa]|you['’]re welcome|gern(?:e| geschehen)?|de nada|prego|graag gedaan|how (?:can|may) i help"
                    + "|(?:i am|i['’]m|we are|we['’]re) (?:so |very )?sorry|sorry|apologies|(?:es )?tut (?:mir|uns) leid)"
                    + "(?:\\P{L}+\\p{L}+){0,8}\\P{L}*\\z");

    private static final String DONE = "refunded|reimbursed|cancell?ed|changed|amended|updated|corrected|removed|deleted|added|moved"
            + "|extended|replaced|processed|credited|transferred|activated|unlocked|reset|booked|reserved|issued|blocked|sent"
            + "|resent|shipped|posted|emailed|mailed|forwarded|arranged|ordered|reported|contacted|called|asked|checked|found"
            + "|made|put|given|applied|waived|upgraded|approved|confirmed|escalated|closed|opened|created|reordered";
    /** Something that somebody did, or that happened to something of this customer's. */
    private static final List<Pattern> PRIVATE = List.of(
            Pattern.compile(
                    "(?iu)\\b(?:i|we)(?:\\s(?:have|had)|['’]ve|['’]d)?(?:\\s(?:just|already|now|also|both))*\\s(?:"
                            + DONE
                            + ")\\b"),
            Pattern.compile(
                    "(?iu)\\byour\\s(?:\\p{L}+\\s){1,3}(?:has|have|was|were|is being|had)\\s(?:\\p{L}+\\s){0,2}?(?:been\\s)?"
                            + "(?:" + DONE + "|delivered|returned|lost|delayed|received|paid|charged)\\b"),
            Pattern.compile(
                    "(?iu)\\b(?:ich|wir)\\s(?:habe|haben)\\b[^.!?\\n]{0,80}?\\b(?:\\p{L}{0,8}ge\\p{L}{2,20}[tn]|\\p{L}{2,20}iert"
                            + "|er\\p{L}{2,20}(?:t|en)|ver\\p{L}{2,20}(?:t|en)|zurück\\p{L}{2,20}|über\\p{L}{2,20}(?:t|en)|be\\p{L}{2,20}t)\\b"
                            + "|\\b(?:habe|haben)\\s(?:ich|wir)\\b|\\bihr[e]?\\s\\p{L}+\\s(?:wurde|wurden|ist|sind)\\s[^.!?\\n]{0,60}"
                            + "(?:erstattet|storniert|geändert|verschickt|versendet|versandt|zugestellt|überwiesen|gelöscht)\\b"),
            Pattern.compile(
                    "(?iu)(?:\\bj['’]ai|\\bnous avons)\\s(?:\\p{L}+\\s){0,2}?\\p{L}{2,}(?:é|i|u|is)(?:e?s?)\\b"),
            Pattern.compile("(?iu)\\b(?:he|hemos)\\s(?:\\p{L}+\\s){0,2}?\\p{L}{2,}(?:ado|ido|cho|sto)\\b"),
            Pattern.compile("(?iu)\\b(?:ho|abbiamo)\\s(?:\\p{L}+\\s){0,2}?\\p{L}{2,}(?:ato|ito|uto|sso|tto)\\b"),
            Pattern.compile(
                    "(?iu)\\b(?:ik heb|(?:we|wij) hebben)\\b[^.!?\\n]{0,80}?\\b(?:\\p{L}{0,8}ge|ver|be)\\p{L}{2,20}(?:d|t|en)\\b"),
            Pattern.compile(
                    "(?iu)\\b(?:reembolsei|cancelei|alterei|enviei|corrigi|atualizei|(?:reembols|cancel|alter|envi)ámos)\\b"));

    private Worth() {}

    /** Whether a reply tells something: not only a greeting, a promise or a question back. */
    static boolean tells(String reply) {
        List<String> sentences = SENTENCE_END.splitAsStream(reply.strip()).map(String::strip)
                .filter(sentence -> sentence.length() >= SHORTEST_SENTENCE).toList();
        return sentences.stream().anyMatch(Worth::says);
    }

    private static boolean says(String sentence) {
        return !sentence.endsWith("?") && !PROMISE.matcher(sentence).find() && !COURTESY.matcher(sentence).matches();
    }

    /** Whether an answer is long enough to tell something, and short enough to be read. */
    static boolean isOfASize(String answer) {
        return answer.length() >= MIN_ANSWER && answer.length() <= MAX_ANSWER;
    }

    /** Whether an answer reads like something that was done for one customer. */
    static boolean isPrivateAct(String answer) {
        return PRIVATE.stream().anyMatch(act -> act.matcher(answer).find());
    }
}
