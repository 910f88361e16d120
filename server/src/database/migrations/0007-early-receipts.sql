-- Receipts and refusals that come before the answer to the call they are about; and since when a
-- channel is known to have missed nothing.

alter table external_messages
  -- What was said of a message whose name nobody knew yet: a status, or why it was refused.
  add column early jsonb;
create index external_messages_unknown on external_messages (at) where message_id is null;

alter table channels add column seen_well_at timestamptz;
