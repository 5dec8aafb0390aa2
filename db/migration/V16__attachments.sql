-- What came along with a message stands beside its words, not in them.
alter table turn add column attachments text;
