-- Entries that agents taught: their first answers are looked at, and customers' thumbs can take them back.

create table aftercare (
    -- The suggestion that the entry was before, and is again when it was taken back.
    suggestion bigint primary key references suggestion on delete cascade,
    entry      text not null references faq_entry on delete cascade,
    began_at   timestamptz not null,
    -- Null: the thumbs are still counted.
    ended_at   timestamptz,
    -- People's thumbs on its first answers, each person's once.
    up         int not null default 0,
    down       int not null default 0,
    taken_back boolean not null default false
);
create index aftercare_entry on aftercare (entry);
create index aftercare_open on aftercare (suggestion) where ended_at is null;

-- Answers that people are to rate: the first ones of an entry that was taught.
create table rating_sample (
    message_id bigint primary key references message on delete cascade,
    suggestion bigint not null references suggestion on delete cascade,
    sampled_at timestamptz not null
);
create index rating_sample_suggestion on rating_sample (suggestion, message_id);
create index rating_sample_sampled on rating_sample (sampled_at);
