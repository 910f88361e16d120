-- What is known of somebody under an old name becomes theirs under the new one: the address, their
-- threads and the conversations in them. Nothing where the new name is known, or the old is not.
-- Locks are taken in the one order of ARCHITECTURE.md.
create or replace function recognise_people(people jsonb) returns void
language plpgsql as $$
declare
  met record;
begin
  for met in
    select distinct on (p."accountId", p."channelId", p.address)
      p."accountId" as account_id, p."channelId" as channel_id, p.address, p.thread, p."wasAddress",
      p."wasThread", a.contact_id
    from jsonb_to_recordset(people) as p (
      "accountId" uuid, "channelId" uuid, address text, thread text, "wasAddress" text,
      "wasThread" text)
    join addresses a on a.account_id = p."accountId" and a.channel_id = p."channelId"
      and a.address = p."wasAddress"
    where not exists (
      select 1 from addresses n where n.account_id = p."accountId"
        and n.channel_id = p."channelId" and n.address = p.address)
    order by p."accountId", p."channelId", p.address
  loop
    update addresses set address = met.address
    where account_id = met.account_id and channel_id = met.channel_id
      and address = met."wasAddress";
    insert into threads (account_id, channel_id, thread, address, created_at)
    select account_id, channel_id, met.thread, met.address, created_at from threads
    where account_id = met.account_id and channel_id = met.channel_id and thread = met."wasThread"
    on conflict do nothing;
    update conversations set address = met.address,
      thread = case thread when met."wasThread" then met.thread else thread end
    where account_id = met.account_id and contact_id = met.contact_id
      and channel_id = met.channel_id and address = met."wasAddress";
    delete from threads
    where account_id = met.account_id and channel_id = met.channel_id and thread = met."wasThread"
      and thread <> met.thread;
  end loop;
end $$;
