-- More of what tools that draw charts may read: for how many answers a label stands.
--
-- Where the schema insight is not there, or is somebody else's, nothing is made. This file can be run again by hand after
-- V39__insight_relevancy.sql: the README says how.

do $$
begin
    if to_regclass('insight.answer') is null or not has_schema_privilege('insight', 'create') then
        raise notice 'The view insight.answer stays as it is: it is not there, or this role may not change it.';
        return;
    end if;

    -- As before, with the weights of the labels: samples are not drawn evenly.
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
end $$;
