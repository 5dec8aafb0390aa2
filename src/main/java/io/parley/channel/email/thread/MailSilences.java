package io.parley.channel.email.thread;

import io.parley.channel.email.message.Addresses;
import io.parley.secrets.Pseudonyms;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who wants no automatic mails. */
public final class MailSilences {
    private final JdbcClient jdbc;
    private final Pseudonyms pseudonyms;

    /** The wishes in the database. */
    public MailSilences(JdbcClient jdbc, Pseudonyms pseudonyms) {
        this.jdbc = jdbc;
        this.pseudonyms = pseudonyms;
    }

    /** A thread, and somebody who would get a mail in it. */
    private record Reader(String thread, String mailbox, String person) {}

    /**
     * The threads of those addresses whose person, or whose recipient, wants no automatic mail from that mailbox; also if
     * somebody of that address wanted none and was erased.
     */
    public Set<String> among(Collection<MailAddress> addresses) {
        List<Reader> readers = readers(List.copyOf(addresses));
        return Set.copyOf(jdbc.sql("""
                select a.thread from unnest(:threads::text[], :mailboxes::text[], :persons::text[], :marks::text[])
                    as a (thread, mailbox, person, mark)
                where exists (select from mail_suppression s where s.mailbox = a.mailbox
                    and s.person in (a.person, a.mark))""")
                .param("threads", readers.stream().map(Reader::thread).toArray(String[]::new))
                .param("mailboxes", readers.stream().map(Reader::mailbox).toArray(String[]::new))
                .param("persons", readers.stream().map(Reader::person).toArray(String[]::new))
                .param("marks", readers.stream().map(one -> pseudonyms.mark(MailAddress.EMAIL.value(), one.person()))
                        .toArray(String[]::new))
                .query(String.class).list());
    }

    private List<Reader> readers(List<MailAddress> asked) {
        return jdbc
                .sql("""
                        select a.thread, a.mailbox, r.person from unnest(:threads::text[], :mailboxes::text[], :recipients::text[])
                            as a (thread, mailbox, recipient)
                        cross join lateral (select a.recipient as person
                            union select t.person from mail_thread t where t.thread = a.thread) r""")
                .param("threads", asked.stream().map(MailAddress::thread).toArray(String[]::new))
                .param("mailboxes", asked.stream().map(MailAddress::mailbox).toArray(String[]::new))
                .param("recipients", asked.stream().map(a -> Addresses.key(a.recipient())).toArray(String[]::new))
                .query((row, n) -> new Reader(row.getString(1), row.getString(2), row.getString(3))).list();
    }
}
