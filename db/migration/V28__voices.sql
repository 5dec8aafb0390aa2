-- Strangers who vote are told apart by their voice: an account, a mail address, or the address that a visitor comes from.
-- Agents and operators have none, their word counts by itself.
alter table lesson_vote add column voice text;
update lesson_vote v
set voice = case when p.channel in ('web', 'email') then p.channel else v.person end
from participant p where v.person = 'participant:' || p.id;
update lesson_vote set voice = 'unknown' where voice is null and person like 'participant:%';
alter table lesson_vote add constraint lesson_vote_voice check ((voice is null) = (person not like 'participant:%'));

-- What stands for a visitor's address is made with this key from now on, so that nobody finds out the address by trying all.
create table web_key (
    only_one boolean primary key default true check (only_one),
    secret   bytea not null
);
update participant set origin = null where channel = 'web';

-- A version that answers too little is undone by itself.
alter table refit
    drop constraint refit_state_check,
    add constraint refit_state_check check (state in ('taken', 'refused', 'restored', 'undone')),
    -- The share of known questions that the version before answered.
    add column answered double precision check (answered between 0 and 1);
