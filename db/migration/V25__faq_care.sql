-- Care for the FAQ: entries that say different things to one question, and reviews of which somebody was told.

-- Two published entries, as they stood last night.
create table faq_contradiction (
    -- The one whose id comes first.
    one     text not null references faq_entry on delete cascade,
    other   text not null references faq_entry on delete cascade,
    -- Numbers, days, links and negations that stand in one of both answers only.
    differs text[] not null,
    primary key (one, other)
);
create index faq_contradiction_other on faq_contradiction (other);

-- The day of an entry's review of which its owner, or the operators, were told last.
create table faq_review_told (
    entry     text primary key references faq_entry on delete cascade,
    review_by date not null
);
