-- An import looks up the phrasings of a thousand entries at once, and an instance those of the entries that changed; the two
-- partial indexes that begin with the entry serve neither.
create index faq_phrasing_entry on faq_phrasing (entry);
