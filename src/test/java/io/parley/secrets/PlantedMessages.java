package io.parley.secrets;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.parley.secrets.CleanText.Speaker;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Messages of customers and agents in which persons are planted, each of whom tells something of theirs. */
final class PlantedMessages {
    private static final List<String> NAMES = List.of("Ann Miller", "Jürgen Groß", "José García Márquez", "Zoë Brontë",
            "Siobhán O'Connor", "Jean-Luc Lefèvre", "Anna-Lena Müller-Schmidt", "Ludwig van der Berg", "Maria da Silva",
            "Will Turner", "Mark Price", "Bill Grace", "May Long", "Wei Zhang", "Nguyễn Thị Hoa", "Mohammed al-Rashid",
            "Björk Guðmundsdóttir", "Oluwaseun Adeyemi", "Priya Raghunathan", "Kowalski", "Søren Kjærgaard",
            "Giovanni Dell'Acqua", "İpek Yılmaz", "Dr. Hannah Weiß", "Mrs Dorothy Perkins", "jane_doe84", "Bo Li",
            "Élodie Dubois", "Xavier", "Mary Jane Watson");
    private static final List<String> STRANGERS = List.of("Tom Becker", "Ingrid Solberg", "Raphael", "Deborah Quinn",
            "Svetlana", "Kenji Watanabe", "Marguerite", "Otto Hahn", "Fatima Zahra", "Cuthbert", "Leonie Brandt",
            "Aurelio", "Yusuf Demir", "Philippa", "Dagmar Wolff", "Ignatius", "Beatrix Lombard", "Tobias", "Henrietta",
            "Lars Nyström");
    private static final List<String> STREETS = List.of("5 Mill Lane¦", "12B High Street¦", "221b Baker Street¦ London",
            "742 Evergreen Terrace¦", "1600 Pennsylvania Avenue¦ NW", "Flat 3, 9 Elm Road¦, Leeds", "18 The Crescent¦",
            "4 Church Hill¦", "33 Station Rd.¦", "7 Rose Gardens¦, OX1 4AB", "Hauptstraße 5¦, 10115 Berlin",
            "Lindenweg 3a¦", "Unter den Linden 77¦, 10117 Berlin", "Am Alten Markt 7¦, 14467 Potsdam",
            "Bahnhofstr. 12¦",
            "Große Gasse 4¦", "12 rue de la Paix¦, 75002 Paris", "8 avenue Foch¦", "3 bis boulevard Voltaire¦",
            "Calle Mayor 3¦, 28013 Madrid", "Avenida de América 14¦", "Via Roma 1¦, 00184 Roma", "Piazza Navona 22¦",
            "Prinsengracht 263¦, 1016 GV Amsterdam", "Kerkstraat 9¦", "Rua Augusta 100¦, Lisboa", "P.O. Box 1234¦",
            "Postfach 10 20 30¦");
    private static final List<String> ORDERS = List.of("FK204417", "FK-204417", "#10023", "ORD-2024-00123", "A1B2C3D4",
            "305-2345678-1234567", "ab123456", "W00123456", "INV/2024/0042", "1Z999AA10123456784", "JJD000390007",
            "48213", "2024118334", "order_99812", "RMA20931", "PO99213", "SO 48811", "B-7781-X", "00340434161094015902",
            "R2D20017");
    private static final List<String> REGIONS = List.of("GB", "US", "DE", "FR", "ES", "IT", "NL", "PT");
    private static final List<String> CUSTOMERS = List.of(
            "Hi, I am {known}. Where is my order {order}? You can reach me at {phone}.",
            "hello my name is {known} and my parcel {order} has not arrived, mail me at {mail}",
            "Please send the invoice for order {order} to {mail}",
            "I moved. My new address is {street}. How do I change it?",
            "Can you call me on {phone} about my refund?", "refund to {iban} please, how long does that take?",
            "Why was I charged twice? My account is {iban} and my number {phone}",
            "order no. {order} is damaged, what now?\n\nKind regards\n{known}\n{street}\n{phone}",
            "I ordered this for my husband {stranger}, can it be gift wrapped?",
            "My colleague {stranger} ordered {order} last week. Where is it?",
            "The parcel was left with {stranger} next door. Is that allowed?",
            "{known} here. How do I reset my password for {mail}?",
            "Dear Sir or Madam,\nhow can I return the shoes of order {order}?\nBest wishes,\n{known}",
            "Is it possible to deliver to {street} on a Saturday?",
            "my tracking link https://track.example/parcel?id={order}&mail={mail} shows nothing, why?",
            "I was born on {birth} and cannot verify my age. What can I do?",
            "Sehr geehrte Damen und Herren,\nwo bleibt meine Bestellung {order}?\nMit freundlichen Grüßen\n{known}",
            "Ich heiße {known} und wohne in der {street}. Wie ändere ich meine Lieferadresse?",
            "Bonjour, je m'appelle {known}, où est ma commande {order} ? Mon numéro : {phone}",
            "Hola, soy {known}. Mi pedido {order} no llega a {street}. ¿Qué hago?",
            "WHERE IS MY ORDER {order}??? {known} {phone}",
            "the card of {known} was declined, can i pay by bank transfer from {iban}?");
    private static final List<String> AGENTS = List.of(
            "Dear {known},\n\nyour parcel {order} is at the depot and comes within two days. Questions: {mail}.\n\nRegards\n{known2}",
            "Hi {known}, refunds go to the account that paid, here {iban}, and take five working days.",
            "Hello {known}! We deliver to {street} on Saturdays, too, without a fee.\nBest, {known2}",
            "Thanks, {known}. A courier rings {phone} before the delivery and brings it to your door.",
            "Guten Tag {known},\nIhre Bestellung {order} wird innerhalb von zwei Tagen geliefert.\nViele Grüße\n{known2}",
            "You can change the address in your account until we ship. Yours was {street}, {known}.",
            "We sent the label for {order} to {mail}. Print it and bring the parcel to any post office, {known}.");
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");

    private final Random random = new Random(20260731);
    private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
    private int turn;

    /** What is planted. */
    enum Kind {
        MAIL, PHONE, IBAN, ORDER, STREET, KNOWN, STRANGER, BIRTH
    }

    /**
     * Something of a person's.
     *
     * @param text as it stands in the message
     */
    record Planted(Kind kind, String text) {}

    /**
     * A message with what is planted in it.
     *
     * @param known the names and mail addresses that are known of its customer and agents
     */
    record Message(String text, Speaker speaker, List<String> known, List<Planted> planted) {}

    List<Message> write(int number) {
        return IntStream.range(0, number).mapToObj(i -> message(i % 4 == 3 ? Speaker.AGENT : Speaker.CUSTOMER))
                .toList();
    }

    private Message message(Speaker speaker) {
        turn++;
        String template = of(speaker == Speaker.AGENT ? AGENTS : CUSTOMERS);
        String name = of(NAMES);
        String other = of(NAMES);
        String mail = mail(name);
        List<Planted> planted = new ArrayList<>();
        String text = SLOT.matcher(template).replaceAll(slot -> java.util.regex.Matcher.quoteReplacement(
                plant(slot.group(1), name, other, mail, planted)));
        List<String> known = new ArrayList<>(List.of(name, other));
        if (random.nextBoolean()) {
            known.add(mail);
        }
        return new Message(text, speaker, known, planted);
    }

    private String plant(String slot, String name, String other, String mail, List<Planted> planted) {
        return switch (slot) {
            case "known" -> planted(Kind.KNOWN, spelled(name), planted);
            case "known2" -> planted(Kind.KNOWN, other, planted);
            case "stranger" -> planted(Kind.STRANGER, of(STRANGERS), planted);
            case "mail" -> planted(Kind.MAIL, random.nextInt(5) == 0 ? mail.toUpperCase(Locale.ROOT) : mail, planted);
            case "phone" -> planted(Kind.PHONE, phone(), planted);
            case "iban" -> planted(Kind.IBAN, iban(), planted);
            case "order" -> planted(Kind.ORDER, of(ORDERS), planted);
            case "birth" -> planted(Kind.BIRTH, of(List.of("12.03.1987", "1987-03-12", "3/12/1987", "12 March 1987",
                    "March 12, 1987", "12. März 1987")), planted);
            default -> street(planted);
        };
    }

    private static String planted(Kind kind, String text, List<Planted> planted) {
        planted.add(new Planted(kind, text));
        return text;
    }

    /** Only the street and the number of the house are planted; a town is nobody's own. */
    private String street(List<Planted> planted) {
        String street = of(STREETS);
        planted.add(new Planted(Kind.STREET, street.substring(0, street.indexOf('¦'))));
        return street.replace("¦", "");
    }

    /** People write their names as they like. */
    private String spelled(String name) {
        String[] words = name.split(" ", -1);
        return switch (random.nextInt(7)) {
            case 0 -> name.toUpperCase(Locale.ROOT);
            case 1 -> words.length > 1 && !name.startsWith("Will") && !name.startsWith("May")
                    ? name.toLowerCase(Locale.ROOT)
                    : name;
            case 2 -> words[0].endsWith(".") || words[0].equals("Mrs") ? words[1] : words[0];
            case 3 -> words[words.length - 1];
            case 4 -> Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
            default -> name;
        };
    }

    private String mail(String name) {
        String local = Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("[^a-z ]", "").strip().replace(' ', '.');
        return of(List.of(local + "@example.org", local + (10 + turn % 80) + "@mail.example.co.uk",
                local.replace(".", "_") + "+shop@example.com", local.charAt(0) + "." + local + "@firma.example"));
    }

    private String phone() {
        PhoneNumber number = phones.getExampleNumberForType(of(REGIONS),
                random.nextBoolean() ? PhoneNumberType.MOBILE : PhoneNumberType.FIXED_LINE);
        String national = phones.format(number, PhoneNumberFormat.NATIONAL);
        String international = phones.format(number, PhoneNumberFormat.INTERNATIONAL);
        String digits = phones.getNationalSignificantNumber(number);
        return switch (random.nextInt(12)) {
            case 0 -> phones.format(number, PhoneNumberFormat.E164);
            case 1 -> international;
            case 2 -> national;
            case 3 -> phones.format(number, PhoneNumberFormat.RFC3966);
            case 4 -> "00" + number.getCountryCode() + " " + digits;
            case 5 -> international.replace(' ', '.');
            case 6 -> international.replace(' ', '-');
            case 7 -> national.replaceAll("\\D", "");
            case 8 -> "+" + number.getCountryCode() + " (0) " + digits;
            case 9 -> national.replaceAll("\\D", "").replaceFirst("(\\d{4})", "$1/");
            case 10 -> national.replaceAll("\\D", "").replaceAll("(\\d{2})(?=\\d)", "$1 ");
            default -> national.replace(' ', '\u00a0');
        };
    }

    private String iban() {
        String country = of(List.of("DE", "GB", "FR", "ES", "NL", "IT", "AT", "PT"));
        String account = switch (country) {
            case "DE" -> digits(18);
            case "GB" -> "NWBK" + digits(14);
            case "FR" -> digits(23);
            case "ES" -> digits(20);
            case "NL" -> "INGB" + digits(10);
            case "IT" -> "X" + digits(22);
            case "AT" -> digits(16);
            default -> digits(21);
        };
        String turned = (account + country + "00").chars()
                .mapToObj(sign -> String.valueOf(Character.digit(sign, 36))).collect(Collectors.joining());
        int check = 98 - new BigInteger(turned).mod(BigInteger.valueOf(97)).intValue();
        String iban = country + String.format(Locale.ROOT, "%02d", check) + account;
        return of(List.of(iban, iban.replaceAll("(.{4})(?=.)", "$1 "), iban.toLowerCase(Locale.ROOT),
                iban.replaceAll("(.{4})(?=.)", "$1-")));
    }

    private String digits(int number) {
        return IntStream.range(0, number).mapToObj(i -> String.valueOf(random.nextInt(10)))
                .collect(Collectors.joining());
    }

    private <T> T of(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** The words of a planted text by which a reader would know the person. */
    static Stream<String> telling(Planted planted) {
        return switch (planted.kind()) {
            case KNOWN, STRANGER -> Arrays.stream(planted.text().split("[\\s_]+", -1))
                    .filter(word -> !List.of("van", "der", "da", "dr.", "mrs").contains(word.toLowerCase(Locale.ROOT)))
                    .map(word -> "(?<![\\p{L}\\p{M}])" + Pattern.quote(word) + "(?![\\p{L}\\p{M}])");
            default -> Stream.of(Pattern.quote(planted.text()));
        };
    }
}
