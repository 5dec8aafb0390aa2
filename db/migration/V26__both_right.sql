-- Two entries that differ, of which somebody said that both are right, as they were then.
create table faq_both_right (
    -- The one whose id comes first.
    one            text not null references faq_entry on delete cascade,
    other          text not null references faq_entry on delete cascade,
    one_revision   int not null,
    other_revision int not null,
    said_by        text not null,
    said_at        timestamptz not null,
    primary key (one, other)
);
create index faq_both_right_other on faq_both_right (other);
