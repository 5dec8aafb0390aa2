-- Mails of persons that the bot does not answer are kept in their conversations.
alter table mail_in drop constraint mail_in_decision_check;
alter table mail_in add constraint mail_in_decision_check
    check (decision in ('question', 'kept', 'verdict', 'bounce', 'not_answered', 'quarantined'));
drop index mail_in_not_answered;
create index mail_in_not_answered on mail_in (id) where decision in ('kept', 'not_answered', 'quarantined');

-- The automatic mail that may go out to a mail: an answer, the word that no more come for now, or the word that a person will
-- come; null: none goes out. Limits count these.
alter table mail_in add column automatic text check (automatic in ('answer', 'limit', 'person'));
update mail_in set automatic = 'answer' where decision = 'question' and received_at > now() - interval '2 days';
drop index mail_in_receiver;
drop index mail_in_receiver_domain;
drop index mail_in_answered;
create index mail_in_receiver on mail_in (receiver, received_at) where automatic is not null;
create index mail_in_receiver_domain on mail_in (receiver_domain, received_at) where automatic is not null;
create index mail_in_answered on mail_in (mailbox, received_at)
    where automatic is not null and sender_check is distinct from 'passed';
create index mail_in_thread_answered on mail_in (thread, received_at) where automatic is not null;
create index mail_in_sender_answered on mail_in (sender, received_at) where automatic is not null;
