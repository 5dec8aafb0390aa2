-- Answers of agents that were brought in from other systems, so that each is learned from once.

create table past_answer (
    -- The digest of the system and the number of the conversation there, or of the mail's id.
    key        bytea primary key,
    -- What was made of it.
    suggestion bigint references suggestion on delete set null,
    learned_at timestamptz not null
);
create index past_answer_suggestion on past_answer (suggestion) where suggestion is not null;
