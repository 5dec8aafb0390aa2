-- More of what tools that draw charts may read: how well answers fit, what models cost, what the FAQ lacks and learns.
--
-- Where the schema insight is not there, or is somebody else's, nothing is made. This file can be run again by hand after
-- V16__insight_views.sql: the README says how.

-- A chart asks for a stretch of time.
create index if not exists judgement_of_model on judgement (sampled_on, judged_at) where judge = 'model' and label is not null;

do $$
begin
    if to_regclass('insight.answer') is null or not has_schema_privilege('insight', 'create') then
        raise notice 'Views of the schema insight were not made: it is not there, or this role may not add to it.';
        return;
    end if;

    -- As before, with what was said of the answer: votes, and the labels of people and of a model with their weights, since
    -- samples are not drawn evenly.
    create or replace view insight.answer as
        select a.said_at as time, a.channel,
               (select count(*) from regexp_matches(q.text, '\S+', 'g')) as question_words,
               a.source, a.reason, a.faq_id as entry, a.confidence, a.model, a.tokens_in, a.tokens_out, a.millis,
               (select coalesce(sum(v.vote), 0) from verdict v where v.message_id = a.id) as votes,
               (select j.label from judgement j where j.message_id = a.id and j.judge = 'people') as by_people,
               (select j.label from judgement j where j.message_id = a.id and j.judge = 'model'
                order by j.judged_at desc nulls last limit 1) as by_model,
               (select j.weight from judgement j where j.message_id = a.id and j.judge = 'people') as people_weight,
               (select j.weight from judgement j where j.message_id = a.id and j.judge = 'model'
                order by j.judged_at desc nulls last limit 1) as model_weight
        from message a join message q on q.id = a.answers_message
        where a.author = 'bot' and a.deleted_at is null and a.source <> 'person';

    -- Labels of answers by their source: a model with its newest prompt, people, or what happened next. They are not to be
    -- put together. A label stands for as many answers as its weight says. Days are the site's.
    create or replace view insight.relevancy as
        select j.sampled_on as day, j.sampled_on::timestamptz as time, j.judge as source, j.label, 1::bigint as labels,
               j.weight
        from judgement j
        where j.label is not null
            and (j.judge = 'people' or j.version = (
                select n.version from judgement n where n.judge = 'model' and n.label is not null
                order by n.sampled_on desc, n.judged_at desc limit 1))
        union all
        select d.day, d.day::timestamptz, 'next',
               case d.figure when 'next_relevant' then 'RELEVANT' when 'next_partly' then 'PARTLY_RELEVANT'
                   else 'NON_RELEVANT' end,
               d.count, d.count
        from insight_day d where d.figure in ('next_relevant', 'next_partly', 'next_non');

    -- Answers that people and a model, with its newest prompt, both labelled.
    create or replace view insight.agreement as
        select p.sampled_on as day, p.sampled_on::timestamptz as time, m.label as by_model, p.label as by_people
        from judgement p join judgement m on m.message_id = p.message_id and m.judge = 'model'
        where p.judge = 'people' and p.label is not null and m.label is not null and m.version = (
            select n.version from judgement n where n.judge = 'model' and n.label is not null
            order by n.sampled_on desc, n.judged_at desc limit 1);

    -- What models read and wrote on each day of the site.
    create or replace view insight.model_usage as
        select u.day, u.day::timestamptz as time, u.model, u.purpose, u.calls, u.tokens_in, u.tokens_out,
               u.micros / 1000000.0 as money
        from model_usage u;

    -- Like questions of the last 30 days that got no answer, by number and size only, as the desk's page of gaps has them.
    create or replace view insight.gap as
        select g.id as gap, n.newest as time, n.questions, n.people, n.people_in_7_days, f.entry as nearest_entry,
               f.confidence
        from gap g
        join lateral (select count(*) as questions, count(distinct q.voice) as people,
                count(distinct q.voice) filter (where q.asked_at >= now() - interval '7 days') as people_in_7_days,
                max(q.asked_at) as newest
            from gap_question q where q.gap = g.id) n on n.people >= 3
        join lateral (select q.entry, q.confidence from gap_question q where q.gap = g.id order by q.place limit 1) f
            on true
        where g.state = 'open' and not exists (
            select from suggestion s, gap_progress p where s.id = g.suggestion
                and s.state in ('published', 'attached') and s.decided_at > p.looked_at);

    -- What the FAQ learns: suggestions, what people decided on them, and each time that what people said was weighed anew.
    create or replace view insight.learning as
        select s.made_at as time, 'suggested' as event from suggestion s
        union all
        select s.decided_at, s.state from suggestion s where s.state in ('published', 'attached')
        union all
        select s.decided_at, s.state from suggestion s where s.state = 'dismissed' and s.decided_at is not null
        union all
        select r.made_at, 'refit' from refit r;
end $$;

do $$
begin
    if to_regrole('parley_insight') is not null and to_regclass('insight.answer') is not null then
        grant select on all tables in schema insight to parley_insight;
    end if;
exception
    when insufficient_privilege then
        raise notice 'The role parley_insight was not let in to new views of the schema insight.';
end $$;
