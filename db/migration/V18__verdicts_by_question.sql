-- What people say of an answer counts for the question that was asked (lesson, lesson_vote), not for the entry as a whole.
alter table faq_entry
    drop column helpful,
    drop column unhelpful;
