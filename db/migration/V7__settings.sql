-- Settings that operators change while Parley runs, and the order of what could not be processed or delivered.

-- What is put over the setting that an instance started with; null when it was taken back.
create table setting (
    key        text primary key,
    value      text,
    -- Grows with each change, so that of two who change it at once only one does.
    revision   int not null,
    -- A login, or the name under which a program acted.
    changed_by text not null,
    changed_at timestamptz not null
);

-- Each change of a setting.
create table setting_change (
    id         bigint generated always as identity primary key,
    key        text not null,
    value      text,
    changed_by text not null,
    changed_at timestamptz not null
);
create index setting_change_at on setting_change (changed_at);

-- Dead letters are read page by page, in the order of time.
drop index inbox_dead_letter;
create index inbox_dead_letter on inbox (done_at, id) where state = 'dead_letter';
drop index outbox_dead_letter;
create index outbox_dead_letter on outbox (done_at, id) where state = 'dead_letter';
-- Those that failed for one reason are replayed together. A reason can be too long for an index.
create index inbox_dead_letter_alike on inbox (channel, md5(coalesce(error, 'unknown')), id) where state = 'dead_letter';
create index outbox_dead_letter_alike on outbox (channel, md5(coalesce(error, 'unknown')), id) where state = 'dead_letter';

-- How many tickets were opened, and how many answers given, since midnight.
create index ticket_opened on ticket (opened_at);
create index message_answered on message (source, said_at) where source in ('faq', 'model');
-- Tickets that wait for too long.
create index ticket_escalated on ticket (id) where state = 'waiting' and escalated_at is not null;

-- People are found by how their name, or the last word of it, begins.
create index participant_name on participant (lower(name) text_pattern_ops) where name is not null;
create index participant_last_name on participant (lower(substring(name from '[^ ]+$')) text_pattern_ops) where name is not null;
-- What a person wrote last, and their last tickets.
drop index message_participant;
create index message_participant on message (participant_id, id) where participant_id is not null;
drop index ticket_participant;
create index ticket_participant on ticket (participant_id, id) where participant_id is not null;
