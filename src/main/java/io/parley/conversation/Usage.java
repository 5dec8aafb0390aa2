package io.parley.conversation;

import io.parley.answering.ModelAllowance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Counts tickets and model calls per hour of the database's clock, for all instances: one row per person or address,
 * and one for all. Model calls are also counted per day: per session, and for all.
 */
@Repository
class Usage implements ModelAllowance {
    private static final Logger log = LoggerFactory.getLogger(Usage.class);

    /** All of a day; no channel has such a name. */
    private static final String DAY = "day:";
    private static final String SESSION = "session:";

    private final JdbcClient jdbc;
    private final LimitSettings limits;

    Usage(JdbcClient jdbc, LimitSettings limits) {
        this.jdbc = jdbc;
        this.limits = limits;
    }

    /** Takes leave for a ticket of a participant, within the transaction that opens it. */
    boolean ticket(long participant) {
        return take("ticket", participant, limits.ticketsPerAddress(), limits.tickets());
    }

    /** Where it cannot be counted, nothing else can be written either; a call then does no harm. */
    @Override
    public boolean take(@Nullable Long asker) {
        try {
            return asker == null || (isLeft(SESSION + asker)
                    && take("model_call", asker, limits.modelCallsPerAddress(), limits.modelCalls())
                    && takeOfDay(SESSION + asker, limits.modelCallsPerSession())
                    && takeOfDay(DAY, limits.modelCallsPerDay()));
        } catch (DataAccessException e) {
            log.warn("A call of the model could not be counted: {}", e.getClass().getSimpleName());
            return true;
        }
    }

    @Override
    public boolean isSpent() {
        try {
            return !isLeft("");
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** Whether the hour, the day and a session have something left, so that no other share is taken for nothing. */
    private boolean isLeft(String session) {
        return limits.modelCalls() > 0 && limits.modelCallsPerDay() > 0 && jdbc.sql("""
                select not exists (select from usage_count where kind = 'model_call'
                    and ((hour = date_trunc('hour', now()) and who = '' and count >= :hour)
                        or (hour = date_trunc('day', now()) and who = :whole and count >= :day)
                        or (hour = date_trunc('day', now()) and who = :session and who <> '' and count >= :each)))""")
                .param("hour", limits.modelCalls()).param("day", limits.modelCallsPerDay()).param("whole", DAY)
                .param("session", session).param("each", limits.modelCallsPerSession()).query(Boolean.class).single();
    }

    private boolean takeOfDay(String who, int most) {
        return most > 0 && jdbc.sql("""
                insert into usage_count (hour, kind, who, count)
                values (date_trunc('day', now()), 'model_call', :who, 1)
                on conflict (hour, kind, who) do update set count = usage_count.count + 1
                    where usage_count.count < :most
                returning 1""").param("who", who).param("most", most).query(Integer.class).optional().isPresent();
    }

    private boolean take(String kind, long participant, int each, int all) {
        return jdbc.sql("""
                with own as (
                    insert into usage_count (hour, kind, who, count)
                    select date_trunc('hour', now()), :kind, channel || ':' || coalesce(origin, id::text), 1
                    from participant where id = :participant and :each > 0
                    on conflict (hour, kind, who) do update set count = usage_count.count + 1
                        where usage_count.count < :each
                    returning 1)
                insert into usage_count (hour, kind, who, count)
                select date_trunc('hour', now()), :kind, '', 1 from own where :all > 0
                on conflict (hour, kind, who) do update set count = usage_count.count + 1
                    where usage_count.count < :all
                returning 1""").param("kind", kind).param("participant", participant).param("each", each)
                .param("all", all).query(Integer.class).optional().isPresent();
    }
}
