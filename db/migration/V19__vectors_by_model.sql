-- What has no vector of the model in use is looked for at each start; it is rarely anything among a million texts.
create index faq_phrasing_model on faq_phrasing (model, id);
drop index faq_phrasing_not_embedded;
