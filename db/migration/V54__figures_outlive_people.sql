-- This file can be run again by hand after V39__insight_relevancy.sql.
--
-- What is left of somebody who was erased, so that figures of the past stay as they were: how many words a message had, which
-- also says that it was not deleted before; and a suggestion without its words, to which nothing is compared any more.
alter table message add column if not exists erased_words int;
alter table suggestion alter column vector drop not null;

do $$
begin
    if to_regclass('insight.answer') is null or not has_schema_privilege('insight', 'create') then
        raise notice 'The view insight.answer stays as it was: it is not there, or this role may not change it.';
        return;
    end if;

    -- As before, with the answers to those who were erased.
    create or replace view insight.answer as
        select a.said_at as time, a.channel,
               coalesce(q.erased_words, (select count(*) from regexp_matches(q.text, '\S+', 'g'))) as question_words,
               a.source, a.reason, a.faq_id as entry, a.confidence, a.model, a.tokens_in, a.tokens_out, a.millis,
               (select coalesce(sum(v.vote), 0) from verdict v where v.message_id = a.id) as votes,
               (select j.label from judgement j where j.message_id = a.id and j.judge = 'people') as by_people,
               (select j.label from judgement j where j.message_id = a.id and j.judge = 'model'
                order by j.judged_at desc nulls last limit 1) as by_model,
               (select j.weight from judgement j where j.message_id = a.id and j.judge = 'people') as people_weight,
               (select j.weight from judgement j where j.message_id = a.id and j.judge = 'model'
                order by j.judged_at desc nulls last limit 1) as model_weight
        from message a join message q on q.id = a.answers_message
        where a.author = 'bot' and (a.deleted_at is null or a.erased_words is not null) and a.source <> 'person';
exception
    when insufficient_privilege then
        raise notice 'The view insight.answer stays as it was: it is another role''s.';
end $$;
