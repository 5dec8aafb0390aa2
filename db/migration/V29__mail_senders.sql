-- Who a mail is from, where its thread is answered, and to whom automatic answers go.

-- Where answers in a thread go: where its first mail wanted them.
alter table mail_thread add column recipient text;
update mail_thread t set recipient = split_part(c.address, '|', 3)
from conversation c
where c.channel = 'email' and c.thread = t.thread and c.address like '%|%|%';

-- Where the automatic answer to a mail goes, so that answers to one address, domain and from one mailbox can be counted.
alter table mail_in add column receiver text;
alter table mail_in add column receiver_domain text;
create index mail_in_receiver on mail_in (receiver, received_at) where decision = 'question';
create index mail_in_receiver_domain on mail_in (receiver_domain, received_at) where decision = 'question';
create index mail_in_answered on mail_in (mailbox, received_at) where decision = 'question';

-- What the mail server said about who sent it.
alter table mail_in add column sender_check text
    check (sender_check in ('passed', 'failed', 'undecided', 'unchecked'));

-- What is not sure about who said something, in words for agents; null where the channel knows.
alter table turn add column unverified text;
