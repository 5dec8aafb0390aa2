-- Mails with several questions: each is answered on its own, and the answers go out in one mail.
create table mail_question (
    -- the mail's id and the question's place in it, such as <a@example.org>#2of3
    message_key text primary key,
    thread      text not null,
    asked       text not null,
    -- the answer, which waits for those to the questions behind it, as a delivery and its payload
    delivery_id bigint,
    answer      text,
    -- the delivery whose mail takes it along
    sent_with   bigint,
    created_at  timestamptz not null
);
create index mail_question_of_thread on mail_question (thread);
create index mail_question_sent_with on mail_question (sent_with) where sent_with is not null;
create index mail_question_created on mail_question (created_at);
