-- What the language model read and wrote on each day of the site, without any text.

create table model_usage (
    day        date not null,
    model      text not null,
    purpose    text not null check (purpose in ('answer', 'judge')),
    calls      bigint not null,
    tokens_in  bigint not null,
    tokens_out bigint not null,
    -- Millionths of the currency, at the price of that day; 0 for a model without one.
    micros     bigint not null,
    primary key (day, model, purpose)
);
