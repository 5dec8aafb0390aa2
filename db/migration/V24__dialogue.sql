-- People pick a choice by typing, too, and may type a number that is none.
alter table turn
    drop constraint turn_wish_check,
    add constraint turn_wish_check check (wish in ('start', 'help', 'human', 'none_of_these', 'unclear_choice')) not valid;

-- From where a person writes who can be a new one at any time, as a digest; what they may cost is counted by it.
alter table participant add column origin text;

-- What people cost within an hour: each of them, or each place that they write from, and under the empty name all.
create table usage_count (
    hour  timestamptz not null,
    kind  text not null check (kind in ('ticket', 'model_call')),
    who   text not null,
    count int not null,
    primary key (hour, kind, who)
);

-- What an imported FAQ says besides its answers: to a greeting, where nothing is known, and the words that take leave.
create table faq_manner (
    kind text not null check (kind in ('greeting', 'fallback', 'exit')),
    text text not null,
    primary key (kind, text)
);
