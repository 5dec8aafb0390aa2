-- Vectors of the embedding model that the settings choose, beside those of the built-in one, which serve until these are
-- complete and whenever the chosen model is away.
alter table faq_phrasing
    add column chosen_vector bytea,
    add column chosen_model text,
    add column chosen_dimension integer,
    add check ((chosen_vector is null) = (chosen_model is null)),
    add check (chosen_vector is null or length(chosen_vector) = 4 * chosen_dimension),
    alter column chosen_vector set storage external;
create index faq_phrasing_chosen_model on faq_phrasing (chosen_model, id);
