-- What tools that draw charts may read: views without anybody's words, and a role that sees nothing else.
--
-- A role that may not create schemas or roles still migrates. This file can be run again by hand: the README says how.

-- What a chart asks for is a stretch of time.
create index if not exists message_said on message using brin (said_at);

do $$
begin
    if to_regnamespace('insight') is not null or not has_database_privilege(current_database(), 'create') then
        raise notice 'The schema insight was not made: it exists, or this role may not create schemas.';
        return;
    end if;
    create schema insight;

    -- Each answer of the bot. Of the question it tells how many words it has; of the answer, the entry and what it cost.
    create view insight.answer as
        select a.said_at as time, a.channel,
               (select count(*) from regexp_matches(q.text, '\S+', 'g')) as question_words,
               a.source, a.reason, a.faq_id as entry, a.confidence, a.model, a.tokens_in, a.tokens_out, a.millis
        from message a join message q on q.id = a.answers_message
        where a.author = 'bot' and a.deleted_at is null and a.source <> 'person';

    -- The votes on answers as they stand.
    create view insight.vote as
        select v.changed_at as time, a.channel, a.source, a.faq_id as entry, v.vote
        from verdict v join message a on a.id = v.message_id where v.vote <> 0;

    -- How customers' matters went.
    create view insight.episode as
        select e.began_at as time, e.channel, e.outcome from episode e;

    -- Tickets, without who has them.
    create view insight.ticket as
        select t.opened_at as time, t.channel, t.reason, t.state, t.taken_at, t.first_reply_at, t.resolved_at
        from ticket t;
end $$;

do $$
begin
    if to_regrole('parley_insight') is null then
        create role parley_insight nologin;
    end if;
exception
    when insufficient_privilege then
        raise notice 'The role parley_insight was not made: this role may not create roles.';
    -- Another database of the server made it at the same moment.
    when duplicate_object or unique_violation then
        null;
end $$;

do $$
begin
    if to_regrole('parley_insight') is not null and to_regnamespace('insight') is not null then
        grant usage on schema insight to parley_insight;
        grant select on all tables in schema insight to parley_insight;
    end if;
exception
    when insufficient_privilege then
        raise notice 'The role parley_insight was not let in to the schema insight.';
end $$;
