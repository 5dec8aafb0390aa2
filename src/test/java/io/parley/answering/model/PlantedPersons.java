package io.parley.answering.model;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** People of several countries, each with data of their own, who tell it to a shop. */
public final class PlantedPersons {
    private static final List<String> FIRST = List.of("Aurelia", "Bartholomew", "Zoë", "Jürgen", "Siobhán", "Thijs",
            "Élodie", "Priscilla", "Oluwaseun", "Ludmilla", "Anna-Lena", "Kenji", "Margarethe", "Xavier", "Fatoumata",
            "Gwendolyn", "Ruaridh", "Leopold", "Mirabelle", "Quentin");
    private static final List<String> LAST = List.of("Vandervelde", "Kowalczyk", "O'Sullivan", "Großmann", "Lefèvre",
            "van der Meulen", "Castellanos", "Raghunathan", "Featherstone", "Müller-Lüdenscheidt", "Adeyemi", "Brontë",
            "Wolkenstein", "Hathaway", "Zamorano");
    private static final Map<String, List<String>> STREETS = Map.of("GB",
            List.of("%d Willowbrook Lane", "Flat 2, %d Copperfield Road", "%dB Harrowgate Street",
                    "%d The Crescent"),
            "DE", List.of("Lindenblütenstraße %d", "Am Alten Markt %d", "Rosenheimer Str. %d", "Kastanienweg %da"),
            "FR", List.of("%d rue de la Paix", "%d bis boulevard Voltaire", "%d avenue Foch"),
            "NL", List.of("Prinsengracht %d", "Kerkstraat %d", "Tulpenplein %d"),
            "US", List.of("%d Evergreen Terrace", "%d Pennsylvania Avenue", "%d Sycamore Blvd"));
    private static final Map<String, List<String>> PHONES = Map.of("GB",
            List.of("+44 7400 1%05d", "07400 1%05d", "+447400 1%05d"),
            "DE", List.of("+49 1512 34%05d", "01512 34%05d", "0049 1512 34%05d"),
            "FR", List.of("+33 6 12 3%05d", "06123%05d", "+336123%05d"),
            "NL", List.of("+31 6 123%05d", "06 123%05d", "06-123%05d"),
            "US", List.of("+1 201 55%05d", "(201) 55%05d", "201-55%05d"));
    private static final List<String> ORDERS = List.of("#A-%d", "order %d", "order no. FK%d", "ORD-2026-%d",
            "Bestellung %d", "commande n° %d", "bestelling B%d-X", "invoice INV/2026/%d");
    private static final List<String> COUNTRIES = List.of("GB", "DE", "FR", "NL", "US");

    private PlantedPersons() {}

    /**
     * A person.
     *
     * @param mail whole, and so is all that follows
     * @param order with the word before it
     */
    public record Planted(String name, String mail, String phone, String order, String street, String iban) {
        /** What nobody outside may read, each part alone; a name by its words. */
        public Stream<String> secrets() {
            return Stream.concat(Stream.of(mail, phone, orderNumber(), street, iban),
                    Stream.of(name.split("[\\s'-]+", -1)).filter(word -> word.length() > 3));
        }

        public String orderNumber() {
            return order.substring(order.lastIndexOf(' ') + 1).replace("#", "");
        }
    }

    /** So many of them. */
    public static List<Planted> of(int number) {
        return IntStream.range(0, number).mapToObj(PlantedPersons::person).toList();
    }

    private static Planted person(int i) {
        String country = COUNTRIES.get(i % COUNTRIES.size());
        String first = FIRST.get(i % FIRST.size());
        String last = LAST.get(i / FIRST.size() % LAST.size());
        String mail = "customer%d.%s@%s".formatted(i, country.toLowerCase(Locale.ROOT),
                List.of("mail.example", "example.co.uk", "posteo.example", "my-firm.example.org").get(i % 4));
        return new Planted(first + " " + last, mail, pick(PHONES, country, i).formatted(20_000 + i),
                ORDERS.get(i / COUNTRIES.size() % ORDERS.size()).formatted(81_000 + i),
                pick(STREETS, country, i).formatted(100 + i),
                iban(country.equals("US") ? "GB" : country, i));
    }

    private static String pick(Map<String, List<String>> all, String country, int i) {
        List<String> shapes = all.getOrDefault(country, List.of());
        return shapes.get(i / COUNTRIES.size() % shapes.size());
    }

    private static String iban(String country, int i) {
        String account = switch (country) {
            case "DE" -> "370400440%09d".formatted(532_013_000 + i);
            case "GB" -> "NWBK601613%08d".formatted(31_926_000 + i);
            case "FR" -> "2004101005%013d".formatted(500_013_000L + i);
            default -> "ABNA%010d".formatted(417_164_000 + i);
        };
        String turned = (account + country + "00").chars()
                .mapToObj(sign -> String.valueOf(Character.digit(sign, 36))).collect(Collectors.joining());
        return country + "%02d".formatted(98 - new BigInteger(turned).mod(BigInteger.valueOf(97)).intValue()) + account;
    }
}
