-- How well answers fitted their questions, judged by a model or by people.

-- Each sample of answers: of a day for the model, of a week for people. The next one begins where it ended.
create table judgement_sample (
    judge text not null check (judge in ('model', 'people')),
    day   date not null,
    up_to bigint not null,
    primary key (judge, day)
);

create table judgement (
    message_id bigint not null references message on delete cascade,
    judge      text not null check (judge in ('model', 'people')),
    -- Of the model's prompt; empty for people.
    version    text not null,
    sampled_on date not null,
    -- For how many answers it stands.
    weight     double precision not null check (weight > 0),
    tries      int not null default 0,
    -- Null until it is judged, and also then where the judge said nothing that can be read.
    label      text check (label in ('RELEVANT', 'PARTLY_RELEVANT', 'NON_RELEVANT')),
    why        text,
    agent      text,
    model      text,
    tokens_in  int,
    tokens_out int,
    judged_at  timestamptz,
    primary key (message_id, judge, version)
);
create index judgement_sampled on judgement (sampled_on, judge);
create index judgement_due on judgement (judge, sampled_on, message_id) where judged_at is null;
create index judgement_agent on judgement (agent, judged_at) where agent is not null;

create index judgement_sample_day on judgement_sample (day);
