package io.parley.secrets;

import static io.parley.secrets.SecretMask.MASK;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Passwords, by the words with which people tell them: "password is", "pw:", "mein Passwort lautet", "密码是". */
final class Passwords {
    /** A form of the word for a password follows from the word by a few letters, in many languages. */
    private static final String WORD = """
            (?:(?:passwor[dt]|passwd|passcode|passphrase|kennwort|contrase(?:ñ|n\u0303|n)a|mot\\s{1,2}de\\s{1,2}passe|senha\
            |palavra[\\s-]passe|wachtwoord|has[łl]o|parola(?:\\s+d['’]ordine)?|[şs]ifre|пароль|lösenord|heslo|adgangskode|salasana|jelszó\
            |κωδικός)\\p{L}{0,2}|pwd|pw|mdp|psw)""";
    /** Words with other meanings as well: the secret that they name must have a digit in it. */
    private static final String VAGUE = """
            (?:(?:api|secret|access|private|auth|signing)(?:[\\s_-](?:access))?[\\s_-]?(?:key|token|secret)|client[\\s_-]?secret\
            |(?:refresh|bot)[\\s_-]?token|secret|clave|pass)""";
    private static final String EAST = "(?:密码|密碼|口令|パスワード|비밀번호|암호)";
    private static final String IS = """
            (?:is|was|are|will\\s+be|should\\s+be|ist|lautet|war|wäre|es|era|est|é|eh|è|e['’]|este|jest|(?<=has[łl]o\\s)to|brzmi|это|был)""";
    private static final String TO = "(?:for|to|of|on|in|at|für|zu|von|para|de|del|do|da|pour|per|voor|van|dla|для|от|к)";
    private static final String TOLD = """
            (?:(?<colon>["'’»”)*_]{0,3}\\s{0,3}(?:IS\\s{0,3})?[:=：＝]{1,2}>?[*_]{0,2}\\s{0,3})\
            |(?<is>(?:\\s{1,3}TO(?:\\s{1,3}\\S{1,30}){1,3}?)?(?:\\s{1,3}IS|['’]s)\\s{1,3})\
            |\\s{1,3}(?:[\\p{Pd}>]{1,2}\\s{1,3})?)""".replace("IS", IS).replace("TO", TO);
    private static final String SECRET = "(?<secret>[\"“„«][^\"”“»\\n]{3,80}[\"”“»]|\\S{3,}+)";

    private static final Pattern PASSWORD = pattern(
            "(?<![\\p{L}\\p{Nd}])(?:" + WORD + "|(?<vague>" + VAGUE + "))" + TOLD
                    + SECRET);
    private static final Pattern WORDS = pattern(WORD);
    private static final Pattern EASTERN = pattern("(" + EAST + "\\s{0,3}(?:是|为|為|は|が|는|은|가|이)?\\s{0,3}[:：=]?\\s{0,3})"
            + "[!-~]{4,}+");

    /** The words that follow the word for a password when none is told. */
    private static final Set<String> ORDINARY = Set.copyOf(Arrays
            .asList("""
                    a about active again all already also always an and any anything as available because bad being broken but by
                    can cannot changed compromised correct dead different difficult displayed empty even exactly expired fine for
                    forgotten from given good gone hard hidden how i if immediately in inactive incorrect insecure invalid it its
                    just known later like literally lost me mine missing more my necessary needed never new no not nothing now ok
                    okay old on only or our out please possible private probably public really right safe secret secure set short
                    simple simply so some something still strong stuck such sure temporary that the their then there this to too
                    true unavailable under unknown unsafe up useless valid very visible weak what when where which who why with
                    working wrong yes your you
                    abgelaufen alt auch bekannt das der die doch ein eine falsch für geheim gesperrt gültig immer jetzt kaputt kein
                    korrekt leer leider mir neu nicht noch nur richtig schon schwach sicher unbekannt ungültig unsicher vergessen
                    verloren weg wie wo zu
                    actual ahora bloqueada caducada como correcta correcto equivocada errada incorrecta inválida invalida la mi no
                    nueva olvidada para por que segura una válida vieja muy
                    bloqué bloque correct expiré expire faux fausse incorrecte le mon oublié perdu pas trop un une valide invalide
                    antiga bloqueada certa correta esquecida expirada errado expirou incorreta minha não nao nova uma inválido
                    de een fout geldig geblokkeerd het juist mijn niet ongeldig onjuist vergeten verkeerd verlopen veilig
                    bardzo błędne bledne dobre jest moje nie nieprawidłowe niepoprawne poprawne stare nowe wygasło zablokowane złe
                    corretta dimenticata errata non scaduta sbagliata sicura valida è
                    corectă corecta expirată gresita greșită este incorectă nu uitată doğru yanlış yanlis geçersiz
                    неверный неправильный не мой забыт истек новый старый верный правильный"""
                    .strip().split("\\s+", -1)));
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");
    private static final Pattern SAYS_WHAT_HAPPENS = Pattern.compile("[a-z]+(?:ed|ing|ly)");

    private Passwords() {}

    private static Pattern pattern(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    static String mask(String text) {
        Matcher told = PASSWORD.matcher(text);
        StringBuilder masked = new StringBuilder();
        int done = 0;
        for (int from = 0; told.find(from);) {
            if (isSecret(told)) {
                masked.append(text, done, told.start("secret")).append(MASK);
                done = told.end();
            }
            from = isSecret(told) ? told.end() : told.start("secret");
        }
        return EASTERN.matcher(masked.append(text, done, text.length())).replaceAll("$1" + MASK);
    }

    private static boolean isSecret(Matcher told) {
        String said = told.group("secret");
        boolean isTold = told.group("colon") != null || told.group("is") != null;
        boolean isVague = told.group("vague") != null;
        if (!isTold || isVague) {
            return said.length() >= (isTold || !isVague ? 4 : 12) && DIGIT.matcher(said).find();
        }
        String word = said.replaceAll("^\\p{P}+|\\p{P}+$", "").toLowerCase(Locale.ROOT);
        boolean happens = told.group("colon") == null && SAYS_WHAT_HAPPENS.matcher(word).matches();
        return !word.isEmpty() && !ORDINARY.contains(word) && !happens && !WORDS.matcher(word).matches();
    }
}
