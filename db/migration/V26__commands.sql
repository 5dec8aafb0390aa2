-- An operator votes on answers to questions that stand in no conversation.
alter table lesson_vote alter column turn drop not null;

-- Drafts are listed by page, and whether anything can be answered with is asked after each import.
create index faq_entry_state on faq_entry (state, id);
