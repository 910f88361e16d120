-- What is sent in place of the closing text where the platform takes free text no more (D-10).
alter table channel_rules
  add column closing_template_id uuid,
  add foreign key (account_id, closing_template_id) references templates (account_id, id)
    on delete set null (closing_template_id);
