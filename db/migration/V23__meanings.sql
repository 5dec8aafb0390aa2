-- Entries of one intent are several ways to say one thing; together they are as sure as their probabilities add up to.
alter table faq_entry
    add column intent text not null default '',
    drop constraint faq_entry_state_check,
    -- Drafts have no answer yet and are found by whoever searches; what learning suggests is read by its reviewers alone.
    add constraint faq_entry_state_check check (state in ('published', 'draft', 'suggested', 'retired'));
-- Imported drafts have no answer; those that have one are agents' words.
update faq_entry set state = 'suggested' where state = 'draft' and answer is not null;

-- How much was said since the last version is asked every few minutes.
create index lesson_vote_said on lesson_vote (said_at);

-- The resolution up to which the agents' words in a ticket were looked at; one that is resolved again is looked at again.
alter table ticket add column drafted_up_to timestamptz;
create index ticket_to_draft on ticket (resolved_at)
    where state = 'resolved' and (drafted_up_to is null or drafted_up_to < resolved_at);
