-- What strangers say teaches nothing by itself: it waits until an operator accepts or refuses it. `proposal` says what became of
-- a question as a way to ask for the entry, `denial` what became of the wish that the entry does not answer it.
alter table lesson add column denial text not null default 'open' check (denial in ('open', 'accepted', 'refused'));

-- The names of voters begin with their channel.
update lesson_vote v set voice = p.channel || substr(v.voice, length('participant') + 1) from participant p
where v.voice = v.person and v.person = 'participant:' || p.id;

-- Nothing is known for good because strangers agree on it.
delete from regression_case where origin = 'agreed';
