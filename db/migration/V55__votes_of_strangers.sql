-- What strangers say teaches nothing by itself: it waits until an operator accepts or refuses it. `proposal` says what became of
-- a question as a way to ask for the entry, `denial` what became of the wish that the entry does not answer it.
alter table lesson add column denial text not null default 'open' check (denial in ('open', 'accepted', 'refused'));

-- The names of voters begin with their channel.
update lesson_vote v set voice = p.channel || substr(v.voice, length('participant') + 1) from participant p
where v.voice = v.person and v.person = 'participant:' || p.id;

create index lesson_vote_of_voice on lesson_vote (voice) where voice is not null;
create index lesson_vote_of_strangers on lesson_vote (said_at) where voice is not null;

-- Mailboxes of one domain are one voter now; which were is known no more, so that all of before are one.
update lesson_vote set voice = 'email:before' where voice like 'email:%';

-- Nothing is known for good because strangers agree on it.
delete from regression_case where origin = 'agreed';
alter table regression_case drop constraint regression_case_origin_check;
alter table regression_case add constraint regression_case_origin_check check (origin in ('named', 'published', 'file'));

-- A version that would change too many answers is stopped until an operator wants it all the same.
alter table refit drop constraint refit_state_check;
alter table refit add constraint refit_state_check
    check (state in ('taken', 'refused', 'restored', 'undone', 'stopped')) not valid;
-- Customers' questions that were answered before it, and those of them that are answered otherwise after it.
alter table refit add column compared int not null default 0, add column changed int not null default 0;

-- The thumbs of strangers on a taught entry's first answers, and since when it is marked for them.
alter table aftercare add column strangers_up int not null default 0, add column strangers_down int not null default 0,
    add column doubted_at timestamptz;

-- Answers of the FAQ that agents called wrong.
create table answer_rating (
    message_id bigint not null references message on delete cascade,
    agent_id   bigint not null references agent on delete cascade,
    rated_at   timestamptz not null,
    primary key (message_id, agent_id)
);
create index answer_rating_agent on answer_rating (agent_id);
