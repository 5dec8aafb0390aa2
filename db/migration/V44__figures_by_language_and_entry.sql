-- How customers' matters went, also by language and by entry of the FAQ.

alter table episode
    -- The two letters of the language in which it was; empty when that is not known.
    add language text not null default '',
    -- What it adds to the figures of the entries that answered in it, by their ids.
    add entries  jsonb not null default '{}',
    -- Whether it stays as it is: the words of which it was made are gone, since the person was erased.
    add kept     boolean not null default false;
update episode e set language = c.language from conversation c where c.id = e.conversation_id and c.language is not null;

-- The sums of the episodes that began on a day, by language.
create table insight_language (
    day      date not null,
    channel  text not null,
    language text not null,
    figure   text not null,
    count    bigint not null,
    primary key (day, channel, language, figure)
);
insert into insight_language (day, channel, language, figure, count)
select e.day, e.channel, e.language, f.key, sum(f.value::bigint)
from episode e, jsonb_each_text(e.counts) f group by e.day, e.channel, e.language, f.key;

-- The sums of the episodes that began on a day and in which an entry answered; a row for each entry that did.
create table insight_entry (
    day                date not null,
    entry              text not null,
    answers            int  not null,
    votes_up           int  not null,
    votes_down         int  not null,
    -- Those in which no other answer came after the entry's, also by what they came to.
    episodes           int  not null,
    open               int  not null,
    resolved_hard      int  not null,
    resolved_soft      int  not null,
    resolved_by_people int  not null,
    unresolved         int  not null,
    primary key (day, entry)
);

insert into episode_due (conversation_id)
select distinct conversation_id from episode where began_at > now() - interval '90 days';
