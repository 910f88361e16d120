-- What belongs to a person's addresses goes where they go: the conversations of each, open and past.
-- Addresses first, as ARCHITECTURE.md wants it: whoever opens a conversation holds on to them.
create or replace function move_contact(account uuid, places jsonb, target uuid) returns void
language plpgsql as $$
begin
  perform 1 from addresses a
  join jsonb_to_recordset(places) as p ("channelId" uuid, address text)
    on p."channelId" = a.channel_id and p.address = a.address
  where a.account_id = account
  order by a.channel_id, a.address
  for no key update of a;

  -- Read anew, now that nobody opens another one there.
  update conversations c set contact_id = target
  from jsonb_to_recordset(places) as p ("channelId" uuid, address text), addresses a
  where a.account_id = account and a.channel_id = p."channelId" and a.address = p.address
    and c.account_id = account and c.contact_id = a.contact_id
    and c.channel_id = p."channelId" and c.address = p.address;
  update addresses a set contact_id = target
  from jsonb_to_recordset(places) as p ("channelId" uuid, address text)
  where a.account_id = account and a.channel_id = p."channelId" and a.address = p.address;
end $$;
