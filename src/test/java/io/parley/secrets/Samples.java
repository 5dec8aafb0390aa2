package io.parley.secrets;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Sample messages with secrets in them, none of them real. The secret stands between two ¦. */
final class Samples {
    private static final Map<String, List<String>> BY_KIND = new TreeMap<>(Map.ofEntries(
            Map.entry("card", List.of("my card ¦4111 1111 1111¦ 1111 was declined", "¦5555555555554444¦",
                    "¦3782-822463-10005¦ is an Amex", "¦4111.1111.1111.¦1111", "¦4111/1111/1111/¦1111",
                    "¦4111  1111   1111  ¦1111", "¦4111\u00a01111\u00a01111\u00a0¦1111",
                    "¦4111\u202f1111\u202f1111\u202f¦1111",
                    "¦4111\n1111\n1111\n¦1111", "¦4111\r\n1111\r\n1111\r\n¦1111",
                    "¦４１１１ １１１１ １１１１ １１１１¦", "¦41 11 11 11 11 11 11 ¦11", "¦4111_1111_1111_¦1111",
                    "¦4111 - 1111 - 1111 - ¦1111", "¦4111–1111–1111–¦1111", "¦4111\u200b1111\u200b1111\u200b¦1111",
                    "¦4111,1111,1111,¦1111", "¦4111-1111 1111-¦1111", "¦6011111111111117¦", "¦3056 930902 5904¦",
                    "¦3530 1113 3330 0000¦", "¦6200 0000 0000 0005¦", "¦2223003122003222¦", "¦6759 6498 2643 8453¦",
                    "Karte:¦4111111111111111¦, danke", "¦4111 1111 1111 1111¦ 12/27 911")),
            Map.entry("code of a card", List.of("cvc ¦911¦", "CVV: ¦911¦", "the cvv is ¦911¦", "CVV2=¦9113¦",
                    "cvc code ¦911¦",
                    "cvv on the back says ¦911¦", "my security code is ¦911¦", "¦911¦ is my CVC", "Prüfnummer ¦911¦",
                    "Sicherheitscode lautet ¦911¦", "código de seguridad: ¦911¦", "код безопасности ¦911¦", "安全码是¦911¦",
                    "ＣＶＣ cvc ¦９１１¦", "4111 1111 1111 1111, 12/27, ¦911¦", "4111111111111111 12/2027 ¦911¦")),
            Map.entry("IBAN", List.of("¦DE89370400440532013000¦", "¦DE89 3704 0044 0532 0130 00¦ is mine",
                    "IBAN: ¦GB29 NWBK 6016 1331 9268 19¦.", "¦fr14 2004 1010 0505 0001 3m02 606¦",
                    "¦NL91-ABNA-0417-1643-00¦", "¦ES91.2100.0418.4502.0005.1332¦", "¦NO93 8601 1117 947¦",
                    "¦DE89\u00a03704\u00a00044\u00a00532\u00a00130\u00a000¦", "¦DE89 3704 0044\n0532 0130 00¦",
                    "my 12 or AB12 ¦CH93 0076 2011 6238 5295 7¦ please")),
            Map.entry("SSN", List.of("¦078-05-1120¦", "SSN ¦078 05 1120¦", "ssn: ¦078051120¦",
                    "my social security number is ¦219-09-9999¦", "social security no. ¦219.09.9999¦",
                    "it is ¦219–09–9999¦.")),
            Map.entry("password, English", List.of("password is ¦hunter¦", "my password: ¦hunter¦", "pw: ¦hunter¦",
                    "pass: ¦hunter2¦",
                    "pwd=¦hunter2¦", "password ¦hunter2¦ does not work", "the password's ¦hunter¦",
                    "PASSWORD - ¦Hunter2!¦",
                    "password was ¦hunter¦ and now it fails", "passcode is ¦abc99¦",
                    "passphrase: \"¦correct horse battery¦\"",
                    "the password for my account is ¦hunter¦", "{\"password\": \"¦hunter¦\"}", "DB_PASSWORD=¦hunter¦",
                    "*password:* ¦hunter¦", "password is: ¦hunter¦", "pw ¦hunter22¦", "login bob / pass: ¦hunter2¦",
                    "is my password is password: ¦hunter¦", "password:¦" + "x".repeat(300) + "¦")),
            Map.entry("password, German",
                    List.of("mein Passwort ist ¦Sommer¦", "Passwort: ¦Sommer¦", "Kennwort ¦Sommer24¦",
                            "das Kennwort lautet ¦Sommer¦", "Das Passwort für den Shop ist ¦Sommer¦",
                            "Passwort war ¦Sommer¦")),
            Map.entry("password, Spanish",
                    List.of("mi contraseña es ¦verano¦", "contraseña: ¦verano¦", "la contrasena es ¦verano¦",
                            "contraseña ¦verano24¦", "clave: ¦verano24¦", "mi contrasen\u0303a es ¦verano¦")),
            Map.entry("password, French",
                    List.of("mon mot de passe est ¦soleil¦", "mot de passe : ¦soleil¦", "mdp: ¦soleil¦",
                            "mot de passe ¦soleil24¦", "le mot de passe pour le site est ¦soleil¦")),
            Map.entry("password, Portuguese",
                    List.of("minha senha é ¦praia¦", "senha: ¦praia¦", "a senha eh ¦praia¦", "senha ¦praia24¦",
                            "palavra-passe: ¦praia¦")),
            Map.entry("password, Dutch",
                    List.of("mijn wachtwoord is ¦zomer¦", "wachtwoord: ¦zomer¦", "wachtwoord ¦zomer24¦",
                            "het wachtwoord was ¦zomer¦", "Wachtwoord voor de winkel is ¦zomer¦")),
            Map.entry("password, Polish",
                    List.of("moje hasło to ¦lato¦", "hasło: ¦lato¦", "haslo ¦lato2024¦", "hasło jest ¦latoo¦",
                            "hasło brzmi ¦latoo¦")),
            Map.entry("password, Italian and Romanian",
                    List.of("la password è ¦estate¦", "la parola d'ordine: estate, password: ¦estate¦",
                            "parola este ¦vara¦", "parola mea: parola: ¦vara¦", "parola ¦vara2024¦",
                            "la password e' ¦estate¦")),
            Map.entry("password, Turkish",
                    List.of("şifrem: ¦yazgel¦", "şifre ¦yaz2024¦", "sifrem ¦yaz2024¦", "parolam: ¦yazgel¦",
                            "şifre=¦yazgel¦")),
            Map.entry("password, Russian",
                    List.of("мой пароль: ¦лето¦", "пароль это ¦лето¦", "пароль ¦лето2024¦", "Пароль — ¦leto2024¦",
                            "пароль был ¦летом¦")),
            Map.entry("password, Chinese, Japanese, Korean", List.of("我的密码是¦xiatian¦", "密码：¦xiatian¦", "密碼: ¦xiatian¦",
                    "パスワードは¦natsu24¦です", "비밀번호: ¦yeoreum¦", "密码¦xiatian24¦")),
            Map.entry("PIN",
                    List.of("PIN ¦1234¦", "my pin is ¦1234¦", "pin: ¦123456¦", "PIN-Code ¦4321¦",
                            "Meine PIN lautet ¦4321¦",
                            "el código PIN es ¦1234¦", "ПИН ¦1234¦", "Geheimzahl ¦4321¦", "TAN ¦482913¦",
                            "pin number ¦1 2 3 4¦")),
            Map.entry("key", List.of("¦sk-proj-Abcdefghij0123456789¦", "¦sk_¦live_¦4eC39HqLyjWDarjtT1zdp7dc¦",
                    "¦rk_¦live_¦4eC39HqLyjWDarjtT1zdp7dc¦", "¦AIza¦SyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY¦",
                    "¦npm_¦abcdefghijklmnopqrstuvwxyz0123456789¦",
                    "¦parley_¦abcdefghijklmnopqrstuvwxyzABCDEFGH0123456789abcde¦",
                    "¦hf_¦abcdefghijklmnopqrstuvwxyzABCDEFGH¦",
                    "¦SG.¦ngeVfQFYQlKU0ufo8x5d1A.TwL2iGABf9DHoTf-09kqeF8tAmbihYzrnopKc-1s5cr¦",
                    "¦AKIA¦IOSFODNN7EXAMPLE¦", "¦wJalrXUtnFEMI/K7MDENG/¦bPxRfiCYEXAMPLEKEY¦",
                    "aws_secret_access_key = ¦wJalrXUtnFEMI/K7MDENG/¦bPxRfiCYEXAMPLEKEY¦",
                    "api key is ¦abcdef0123456789¦",
                    "client_secret: ¦abcdef0123456789¦")),
            Map.entry("token", List.of("¦xox¦b-1234567890-abcdefghij¦", "¦xapp-¦1-A0123-456-abcdef0123¦",
                    "¦ghp_¦abcdefghijklmnopqrstuvwxyz0123456789¦", "¦gho_¦abcdefghijklmnopqrstuvwxyz0123456789¦",
                    "¦ghs_¦abcdefghijklmnopqrstuvwxyz0123456789¦",
                    "¦github_pat_¦11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz¦",
                    "¦glpat-¦abcdefghij0123456789¦", "the bot's ¦110201543:¦AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw1¦",
                    "Authorization: Bearer ¦abcdefgh0123456789¦",
                    "¦eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.¦c2lnbmF0dXJl¦",
                    "Authorization: Basic ¦Ym9iOmh1bnRlcjI=¦")),
            Map.entry("private key", Stream.of("", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED ").map(kind -> "-----BEGIN "
                    + kind + "PRIVATE KEY-----\n¦MIIEvQIBADANBg\nkqhkiG9w0B¦\n-----END " + kind + "PRIVATE KEY-----")
                    .toList()),
            Map.entry("private key, cut off",
                    List.of("here: -----BEGIN PRIVATE KEY-----\n¦MIIEvQIBADANBg\nkqhkiG9w0B¦")),
            Map.entry("connection string",
                    List.of("postgres://shop:¦hunter¦@db.example/shop", "mysql://root:¦hunter¦@10.0.0.1:3306/x",
                            "mongodb+srv://u:¦h-u.n_ter¦@cluster0.example.net", "redis://:¦hunter¦@cache:6379",
                            "https://bob:¦hunter¦@shop.example",
                            "jdbc:postgresql://h/db?user=u&password=¦hunter¦",
                            "Server=x;User Id=sa;Password=¦hunter¦;"))));

    private Samples() {}

    /**
     * A message with a secret in it.
     *
     * @param secret what must not be found in what is kept
     */
    record Sample(String kind, String message, String secret) {
        @Override
        public String toString() {
            return kind + ": " + message.substring(0, Math.min(60, message.length())).replaceAll("\\s", " ");
        }
    }

    static Stream<Sample> all() {
        return BY_KIND.entrySet().stream()
                .flatMap(kind -> kind.getValue().stream().map(marked -> sample(kind.getKey(), marked)));
    }

    /** Keys are marked in pieces, so that nobody takes the tests for a leak; the last one is looked for. */
    private static Sample sample(String kind, String marked) {
        String[] pieces = marked.split("¦", -1);
        return new Sample(kind, marked.replace("¦", ""), pieces[pieces.length - 2]);
    }
}
