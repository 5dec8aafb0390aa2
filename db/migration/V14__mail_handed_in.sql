-- When the mail server took a mail; what was taken is not handed in again, also after a crash.
alter table mail_out add column handed_in_at timestamptz;
