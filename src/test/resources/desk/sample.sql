-- Rows with which each optional part of the desk's pages is there once. Agents marta and bob have been added before.

insert into participant (id, channel, external_id, name, language) overriding system value values
    (1001, 'web', 'visitor-1001', 'Ann', 'en'),
    (1002, 'slack', 'U0LEE', 'Lee', null),
    (1003, 'email', 'joan@example.org', 'Joan', 'en'),
    (1004, 'web', 'visitor-1004', null, null);

-- Talks, each with a ticket of the same id: one that waits, one that is over, one of marta's, the others of admin's.
create temporary table talk (id bigint, channel text, address text, participant bigint, state text, who text);
insert into talk values
    (1001, 'web', 'w1', 1001, 'waiting', null),
    (1002, 'web', 'w2', 1001, 'resolved', 'admin'),
    (1003, 'slack', 'C1/1', 1002, 'taken', 'marta'),
    (1004, 'web', 'w4', 1001, 'taken', 'admin'),
    (1005, 'web', 'w5', 1001, 'taken', 'admin'),
    (1006, 'email', 'main|mail-1006|joan@example.org', 1003, 'taken', 'admin'),
    (1007, 'web', 'w7', 1001, 'taken', 'admin'),
    (1008, 'web', 'w8', 1001, 'taken', 'admin'),
    (1009, 'web', 'w9', 1001, 'taken', 'admin'),
    (1010, 'web', 'w10', 1001, 'taken', 'admin');
insert into talk select n, 'web', 'w' || n, 1001, 'waiting', null from generate_series(2001, 2060) n;
insert into conversation (id, channel, thread, address, state) overriding system value
select id, channel, case channel when 'email' then 'mail-1006' else 'thread-' || id end, address,
    case state when 'waiting' then 'waiting' when 'taken' then 'with_agent' else 'bot' end from talk;

-- What was asked, what the bot said, and what an agent said.
insert into message (id, conversation_id, channel, author, participant_id, text, said_at, unverified)
overriding system value
select id * 10 + 1, id, channel, 'participant', participant, case when id < 2030 then 'Where is my order ' || id || ' with the parcel?'
    else 'Could my plant ' || id || ' be wrapped as a birthday present?' end, now() - interval '1 hour',
    case channel when 'email' then 'the sender was not checked' end from talk;
-- The many are asked by many, each from another address.
insert into participant (id, channel, external_id, origin) overriding system value
select n, 'web', 'visitor-' || n, 'origin' || n from generate_series(2001, 2060) n;
update message set participant_id = conversation_id where conversation_id > 2000;
insert into message (id, conversation_id, channel, author, text, said_at, source, confidence, faq_id, answers_message,
    answers_revision) overriding system value
select id * 10 + 2, id, channel, 'bot', 'Look at the tracking page.', now() - interval '59 minutes', 'faq', .8,
    (select id from faq_entry where question = 'Where is my order?'), id * 10 + 1, 0 from talk;
insert into message (id, conversation_id, channel, author, agent, text, said_at, source) overriding system value
select id * 10 + 3, id, channel, 'agent', case who when 'marta' then 'Marta' else 'Administrator' end,
    'Parcels of last week arrive on Friday.', now() - interval '30 minutes', 'person' from talk where who is not null;
insert into verdict (message_id, participant_id, vote, via, changed_at) values
    (10012, 1001, 1, 'button', now()), (10072, 1001, -1, 'button', now());
update message set agent = (select name from agent where login = 'admin') where agent = 'Administrator';
update message m set said_by = 'agent:' || a.id from agent a where a.name = m.agent and m.author = 'agent';

insert into ticket (id, conversation_id, message_id, participant_id, reason, state, opened_at, taken_at, taken_by, assignee,
    resolved_at, resolved_by, waits_since, last_customer_at) overriding system value
select t.id, t.id, t.id * 10 + 1, t.participant, 'asked_for_person', t.state, now() - interval '1 hour',
    case when t.who is not null then now() - interval '40 minutes' end, a.name, a.id,
    case when t.state = 'resolved' then now() end, case when t.state = 'resolved' then a.name end,
    case when t.state = 'waiting' then now() - interval '1 hour' end, now() - interval '1 hour'
from talk t left join agent a on a.login = t.who;
update ticket set snoozed_until = now() + interval '1 day' where id = 1004;
update ticket set snoozed_until = 'infinity' where id = 1005;
insert into ticket_event (ticket_id, at, kind, actor) values (1001, now(), 'opened', 'customer');
insert into ticket_note (ticket_id, key, agent, text, written_at) values (1001, 'k', 'Marta', 'He called twice.', now());
insert into ticket_tag (ticket_id, tag, agent, added_at) values (1001, 'parcels', 'Marta', now());
insert into ticket_tag (ticket_id, tag, agent, added_at) select n, 'many', 'Marta', now() from generate_series(2001, 2060) n;
insert into ticket_presence (ticket_id, agent_id, seen_at)
select 1001, id, now() + interval '1 hour' from agent where login = 'marta';
insert into csat (ticket_id, message_id, asked_at, answered_at, score, comment, via)
values (1002, 10023, now(), now(), 4, 'Quick.', 'button');
insert into outbox (channel, ordering_key, address, message_id, part, action, payload, state, error, attempts, done_at)
values ('email', 'email:mail-1006', 'main|mail-1006|joan@example.org', 10063, 0, 'send', '', 'dead_letter', 'refused', 5, now()),
    ('web', 'web:w7', 'w7', 10073, 0, 'send', 'Parcels of last week arrive on Friday.', 'sent', null, 1, now());
insert into mail_thread (thread, mailbox, person, recipient, subject_key, seen_at)
values ('mail-1006', 'main', 'joan@example.org', 'joan@example.org', 'my parcel', now());
insert into mail_in (mailbox, folder, uidvalidity, uid, identity, message_id, reference_ids, sender, subject, thread, decision,
    received_at)
values ('main', 'INBOX', 1, 1, 'a', '<a@example.org>', '', 'joan@example.org', 'My parcel', 'mail-1006', 'question', now());
insert into held_reply (message_id, ticket_id, agent, agent_id, is_first, resolves, asks, goes_at)
select 10093, 1009, name, id, false, false, false, now() + interval '1 day' from agent where login = 'admin';

-- More dead letters than a page has.
insert into inbox (channel, key, ordering_key, payload, received_at, state, error, attempts, done_at)
select 'web', 'dead-' || n, 'dead-' || n, '', now(), 'dead_letter', 'refused', 5, now() - n * interval '1 second'
from generate_series(1, 60) n;

-- Entries of each kind, more than a page has, in two languages; two that contradict each other.
insert into faq_entry (id, question, answer, category, language, owner, review_by, state, revision, change)
values ('sample', 'May I have it wrapped?', 'We wrap it for 3 pounds.', 'presents', 'en', 'marta', (now() at time zone 'UTC')::date - 1, 'published', 3, 0),
    ('sample-german', 'Packt ihr es ein?', 'Wir packen es für 4 Pfund ein.', 'presents', 'de', null, null, 'published', 1, 0),
    ('sample-draft', 'Do you write cards?', 'We do.', '', 'en', null, null, 'draft', 1, 0),
    ('sample-empty', 'Do you sing?', null, '', 'en', null, null, 'draft', 1, 0),
    ('sample-retired', 'Do you dance?', 'We did.', '', 'en', null, null, 'retired', 1, 0);
insert into faq_entry (id, question, answer, state, change)
select 'sample-more-' || n, 'Do you sell number ' || n || '?', 'We do.', 'draft', 0 from generate_series(100, 160) n;
insert into entry_version (entry, revision, snapshot, changed_by, reason)
select e.id, e.revision, entry_snapshot(e), 'marta', 'added' from faq_entry e where e.id like 'sample%'
on conflict do nothing;
insert into entry_version (entry, revision, snapshot, changed_by, reason)
select 'sample', n, jsonb_set(entry_snapshot(e), '{answer}', '"We wrap it for 2 pounds."'), 'marta', 'changed'
from faq_entry e, generate_series(1, 2) n where e.id = 'sample';
insert into faq_contradiction (one, other, differs) values ('sample', 'sample-german', '{3,4}');
insert into entry_version (entry, revision, snapshot, changed_by, reason)
select 'sample-german', n, entry_snapshot(e), 'marta', 'changed'
from faq_entry e, generate_series(2, 30) n where e.id = 'sample-german';
update faq_entry set revision = 30 where id = 'sample-german';
insert into suggestion (id, kind, state, similarity, differs, question, answer, ways, language, marks, private_act, vector, made_at)
overriding system value values
    (1001, 'new', 'published', 0, '{}', 'q', 'a', '{}', 'en', '{}', false, '', now()),
    (1002, 'new', 'open', 0, '{}', 'May Ignatius have it wrapped?', 'Ignatius may, we did it for you.', '{}', 'en', '{Ignatius}', true, '', now());
insert into suggestion (id, kind, entry, beside, similarity, differs, question, answer, ways, language, marks, private_act, vector,
    made_at) overriding system value values
    (1003, 'contradiction', 'gift-wrapping', null, .9, '{3,5}', 'Is it wrapped?', 'We wrap it for 5 pounds.', '{Wrapped?,Do you wrap?}', 'en', '{}', false, '', now()),
    (1004, 'contradiction', null, 1003, .9, '{5,6}', 'Is that wrapped?', 'We wrap it for 6 pounds.', '{}', 'en', '{}', false, '', now());
insert into suggestion_source (suggestion, ticket_id, message_id, participant_id, agent, said_at) values
    (1002, 1002, 10021, 1001, 'Marta', now()), (1002, null, 10011, 1001, null, now());
insert into aftercare (suggestion, entry, began_at, strangers_down, doubted_at) values (1001, 'sample', now(), 2, now());
insert into answer_rating (message_id, agent_id, rated_at) select 10012, id, now() from agent where login = 'admin';
insert into aftercare (suggestion, entry, began_at, ended_at, up, down, taken_back)
values (1002, 'sample', now(), now(), 0, 3, true);
insert into rating_sample (message_id, suggestion, sampled_at) values (10012, 1001, now());

-- What somebody was told who said nothing that is known any more.
insert into conversation (id, channel, thread, address) overriding system value
values (1012, 'web', 'thread-1012', 'w12'), (1013, 'web', 'thread-1013', 'w13');
insert into web_session (id, supporter_name, created_at, seen_at) values ('w12', 'Parley', now(), now());
insert into ticket (id, conversation_id, reason, opened_at) overriding system value values (1013, 1013, 'failure', now());
insert into message (id, conversation_id, channel, author, text, said_at, source) overriding system value
values (10122, 1012, 'web', 'bot', 'We wrap it for 2 pounds.', now(), 'faq');

-- Corrections, more than a page has; of the newest one conversations in each state, more than a page has.
insert into correction (id, entry, revision, wrong, since, made_by, made_at, text) overriding system value
select 1000 + n, case when n = 3 then 'sample' else 'sample-german' end, n, '{1}', now() - interval '1 day', 'marta', now(), case when n = 3 then 'We wrap it for 3 pounds.' end
from generate_series(3, 60) n;
update message set faq_id = 'sample', faq_revision = 1 where author = 'bot';
insert into correction_sent (correction, conversation_id, state, why, at) values
    (1003, 1001, 'sent', null, now()), (1003, 1002, 'due', null, now()), (1003, 1003, 'unreached', 'agent', now());
insert into correction (id, entry, revision, wrong, since, made_by, made_at) overriding system value
values (1099, 'sample-draft', 2, '{1}', now(), null, now());

-- Gaps, more than a page has, one of them large and one that is answered, and what one person asked.
insert into gap (id, suggestion, made_at) overriding system value
select n, case when n = 1001 then 1003 end, now() from generate_series(1001, 1025) n;
insert into gap_question (message_id, revision, voice, text, language, vector, why, entry, confidence, asked_at, gap, place)
select m.id, 0, convert_to(m.id::text, 'UTF8'), case when m.gap = 0 then 'Do you sell snow?' else 'May my llama come, too?' end, 'en', '',
    'missing_knowledge', case when m.gap = 1001 then 'sample' end, .12, now(), nullif(m.gap, 0), row_number() over (partition by m.gap order by m.id)
from (select id, case when n <= 5 then 1001 when n <= 77 then 1002 + (n - 6) / 3 else 0 end as gap
      from (select id, row_number() over (order by id) as n from message) numbered where n <= 79) m;

insert into audit (at, actor, deed, object, detail)
select now(), 'marta', 'agent_added', 'zoe', 'agent' from generate_series(1, 120);
insert into api_key (name, beginning, hash, scopes, made_by, made_at, last_used_at, revoked_at) values
    ('Nightly export', 'parley_Ab3d', 'a', 'tickets:read', 'admin', now(), now(), null),
    ('Old', 'parley_Cd3d', 'b', 'tickets:read', 'admin', now(), null, now());
insert into export_link (hash, participant_id, made_at) values (sha256('token'), 1001, now());

-- Questions that were answered once more in one talk, of which one answer waits to be rated.
insert into message (id, conversation_id, channel, author, participant_id, text, said_at) overriding system value
values (10074, 1007, 'web', 'participant', 1001, 'And where is the other one?', now());
insert into message (id, conversation_id, channel, author, text, said_at, source, confidence, faq_id, answers_message,
    answers_revision) overriding system value
values (10075, 1007, 'web', 'bot', 'Look at the tracking page.', now(), 'faq', .8, 'sample', 10074, 0);
insert into judgement (message_id, judge, version, sampled_on, weight) values (10075, 'people', '', date_trunc('week', now() at time zone 'UTC')::date, 1),
    (10072, 'people', '', date_trunc('week', now() at time zone 'UTC')::date + 7, 1);
insert into judgement (message_id, judge, version, sampled_on, weight, label, judged_at)
values (10012, 'model', '1', (now() at time zone 'UTC')::date, 1, 'RELEVANT', now());
insert into model_usage values ((now() at time zone 'UTC')::date, 'a-model', 'answer', 10, 20000, 4000, 120000);
insert into insight_day (day, channel, figure, count)
select (now() at time zone 'UTC')::date - n, 'web', figure, 40 + n from generate_series(0, 6) n, unnest('{episodes,questions,searched,by_faq,by_choices,resolved_hard,
    resolved_soft,unresolved,first_people@7200000}'::text[]) figure;
insert into insight_language (day, channel, language, figure, count)
select day, channel, language, figure, count from insight_day, unnest('{en,de}'::text[]) language;
insert into insight_entry select (now() at time zone 'UTC')::date, id, 90, 9, 1, 80, 2, 30, 20, 10, 18
from (select id from faq_entry where state = 'published' union all select 'gone') e;

-- A known question that a suggestion takes from its entry.
insert into suggestion (id, kind, similarity, differs, question, answer, ways, language, marks, private_act, vector, made_at)
overriding system value values (1005, 'new', 0, '{}', 'Do you wrap plants as birthday presents?',
    'Plants are wrapped as birthday presents in the shop on Saturdays.',
    '{Could my plant be wrapped as a birthday present?,I want a plant wrapped as a birthday present}', 'en', '{}', false, '', now());
insert into regression_case (text, hash, expected, origin, added_at)
values ('Can you wrap my plant as a birthday present?', '\x01', 'gift-wrapping', 'file', now());

insert into entry_draft (agent_id, entry, key, revision, fields, saved_at)
select a.id, e.entry, e.key, e.revision, '{"question": "Is it wrapped?", "answer": "For 1 pound."}', now()
from agent a, (values (null, 'new', 0), ('sample', 'old', 2)) e (entry, key, revision) where a.login = 'admin';
update faq_change set number = number + 1;
update faq_entry set change = (select number from faq_change) where id like 'sample%';
update agent set locked_at = now() where login = 'zoe';
update agent set slack_user = 'U0ADMIN', telegram_user = '1234' where login = 'admin';

insert into erasure (id, participant_id, subject, asked_by, asked_at, step, counts, done_at) overriding system value values
    (1001, 1002, '', 'admin', now(), 0, '{}', null), (1002, 1003, '', 'admin', now(), 8, '{"message": 3}', now());
drop table talk;

-- What customers say by their votes: a list that is longer than the page shows, and another one.
insert into lesson (id, entry, hash, text, revision) overriding system value
select 1000 + n, case n when 0 then 'sample' else 'sample-german' end, sha256(convert_to('vote ' || n, 'UTF8')), case n when 0 then 'Do giraffes snore on Mars?' else 'May I have parcel ' || n || ' wrapped?' end, 1
from generate_series(0, 60) n;
insert into lesson_vote (lesson, person, voice, said, said_at)
select l.id, 'participant:' || p, 'web:origin' || p, case l.id when 1000 then 'helpful' else 'unhelpful' end, now()
from lesson l, generate_series(2001, 2002) p where l.id between 1000 and 1060;
