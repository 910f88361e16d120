-- Whom a phone leads to, where somebody is known by another name: a company that writes to the phone
-- means them.
create index addresses_by_phone on addresses (account_id, channel_id, (profile ->> 'phone'))
  where profile ? 'phone';
