-- What strangers say teaches nothing by itself: it waits until an operator accepts or refuses it. `proposal` says what became of
-- a question as a way to ask for the entry, `denial` what became of the wish that the entry does not answer it.
alter table lesson add column denial text not null default 'open' check (denial in ('open', 'accepted', 'refused'));

-- The names of voters begin with their channel.
update lesson_vote v set voice = p.channel || substr(v.voice, length('participant') + 1) from participant p
where v.voice = v.person and v.person = 'participant:' || p.id;

-- Nothing is known for good because strangers agree on it.
delete from regression_case where origin = 'agreed';

-- A version that would change too many answers is stopped until an operator wants it all the same.
alter table refit drop constraint refit_state_check;
alter table refit add constraint refit_state_check
    check (state in ('taken', 'refused', 'restored', 'undone', 'stopped')) not valid;
-- Customers' questions that were answered before it, and those of them that are answered otherwise after it.
alter table refit add column compared int not null default 0, add column changed int not null default 0;

-- Since when strangers say of a taught entry that it does not help.
alter table aftercare add column doubted_at timestamptz;

-- Answers of the FAQ that agents called wrong.
create table answer_rating (
    message_id bigint not null references message on delete cascade,
    agent_id   bigint not null references agent on delete cascade,
    rated_at   timestamptz not null,
    primary key (message_id, agent_id)
);
create index answer_rating_agent on answer_rating (agent_id);
