-- The language in which a conversation's person writes, by its two letters; null as long as nothing tells it.
alter table conversation add column language text;

-- What a link in a mail shows: the mail's language, and the questions to choose from.
alter table mail_out add column language text;
alter table mail_out add column choices jsonb;
