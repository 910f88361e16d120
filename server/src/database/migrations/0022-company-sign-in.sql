-- A company's own provider of identities (OpenID Connect).
create table company_sign_ins (
  account_id uuid primary key references accounts (id) on delete cascade,
  version bigint not null default 1,
  is_on boolean not null,
  -- What its people type to find it.
  slug text not null unique,
  issuer text not null,
  client_id text not null,
  -- Sealed.
  client_secret text not null,
  domains text[] not null default '{}',
  lets_in text not null check (lets_in in ('invited', 'domain')),
  role text not null
);

-- Between going to the provider and coming back, minutes at most.
create table company_sign_in_tries (
  state_hash bytea primary key,
  account_id uuid not null references accounts (id) on delete cascade,
  -- The browser it began in: another one cannot end it.
  browser_hash bytea not null,
  -- The code verifier and the nonce, sealed.
  secrets text not null,
  return_url text not null,
  expires_at timestamptz not null
);

-- Who they are to the company's provider, whatever their e-mail becomes.
alter table memberships add column company_subject text;
create unique index memberships_by_subject on memberships (account_id, company_subject)
  where company_subject is not null;
