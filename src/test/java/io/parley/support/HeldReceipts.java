package io.parley.support;

import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Receipts of deliveries that are not written down for a while: others are always quicker, however slow the machine is. */
public final class HeldReceipts {
    private static final long LOCK = 4_711;

    private HeldReceipts() {}

    /** Does something while no receipt of what is sent to a place can be written; all that was to be sent is sent before. */
    public static void during(TestDatabase database, String place, Runnable something) {
        JdbcClient jdbc = database.jdbc();
        Awaitility.await().until(() -> jdbc.sql("""
                select count(*) from outbox where state in ('queued', 'ready', 'claimed', 'sending')""")
                .query(Long.class).single() == 0);
        jdbc.sql("""
                create or replace function wait_for_receipts() returns trigger language plpgsql as $$ begin
                    perform pg_advisory_xact_lock_shared(%d); return new; end $$""".formatted(LOCK)).update();
        jdbc.sql("""
                create or replace trigger wait_for_receipts before update on outbox for each row
                when (new.state = 'sent' and new.address like '%s%%') execute function wait_for_receipts()"""
                .formatted(place)).update();
        database.transactions().executeWithoutResult(status -> {
            jdbc.sql("select 1 from pg_advisory_xact_lock(" + LOCK + ")").query().singleRow();
            something.run();
        });
    }
}
