package io.parley.process;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.parley.fake.telegram.FakeChat;
import io.parley.fake.telegram.FakeTelegram;
import io.parley.fake.telegram.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Customers in chats of their own, each with a sequence of questions of their own that have different answers. */
final class Customers {
    private final List<Customer> customers = new ArrayList<>();
    private int next;

    /** A FAQ entry. */
    private record Entry(String question, String answer) {}

    /** The questions of one chat and the expected answers, in order. */
    private static final class Customer {
        private final FakeChat chat;
        private final List<Entry> questions;
        private int asked;

        Customer(FakeChat chat, List<Entry> questions) {
            this.chat = chat;
            this.questions = questions;
        }
    }

    /** The totals over all questions. */
    record Result(int asked, int lost, int outOfOrder, int doubled, List<String> wrong) {}

    Customers(FakeTelegram telegram, int chats, int questionsEach, Random random) {
        List<Entry> faq = starterFaq();
        for (int i = 0; i < chats; i++) {
            Collections.shuffle(faq, random);
            customers.add(
                    new Customer(telegram.privateChat("Customer " + i), List.copyOf(faq.subList(0, questionsEach))));
        }
    }

    /** Lets the customers ask this many more questions, in turn. */
    void ask(int questions) {
        for (int i = 0; i < questions; i++) {
            Customer customer = customers.get(next++ % customers.size());
            if (customer.asked < customer.questions.size()) {
                customer.chat.say(customer.questions.get(customer.asked++).question());
            }
        }
    }

    /** How many answers have arrived, doubles counted. */
    int answers() {
        return customers.stream().mapToInt(c -> c.chat.botMessages().size()).sum();
    }

    /** The answers that have not arrived, with their chats; that others came twice makes up for none. */
    List<String> missing() {
        return customers.stream().flatMap(customer -> {
            List<String> seen = seen(customer);
            return expected(customer).stream().filter(answer -> !isAmong(seen, answer))
                    .map(answer -> customer.chat + ": " + answer);
        }).toList();
    }

    Result result() {
        int asked = 0;
        int lost = 0;
        int outOfOrder = 0;
        int doubled = 0;
        List<String> wrong = new ArrayList<>();
        for (Customer customer : customers) {
            List<String> expected = expected(customer);
            List<String> seen = seen(customer);
            List<String> once = withoutDoubles(seen, expected);
            asked += expected.size();
            doubled += seen.size() - once.size();
            lost += (int) expected.stream().filter(answer -> !isAmong(once, answer)).count();
            if (!inOrder(once, expected)) {
                outOfOrder++;
                wrong.add(customer.chat + ": " + once);
            }
        }
        return new Result(asked, lost, outOfOrder, doubled, wrong);
    }

    private static List<String> expected(Customer customer) {
        return customer.questions.stream().limit(customer.asked).map(Entry::answer).toList();
    }

    private static List<String> seen(Customer customer) {
        return customer.chat.botMessages().stream().map(Line::text).toList();
    }

    private static boolean isAmong(List<String> messages, String answer) {
        return messages.stream().anyMatch(message -> message.contains(answer));
    }

    /** The messages that were seen, without repeats of an earlier one. All answers of one chat differ. */
    private static List<String> withoutDoubles(List<String> seen, List<String> expected) {
        List<String> once = new ArrayList<>();
        for (String message : seen) {
            if (!once.contains(message) || expected.stream().noneMatch(message::contains)) {
                once.add(message);
            }
        }
        return once;
    }

    private static boolean inOrder(List<String> once, List<String> expected) {
        if (once.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < once.size(); i++) {
            if (!once.get(i).contains(expected.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static List<Entry> starterFaq() {
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(Path.of("db/faq/starter.csv"))) {
            return new ArrayList<>(rows.stream().map(r -> new Entry(r.getField("question"), r.getField("answer")))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
