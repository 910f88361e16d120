import type { AddAccountRequest, AddedAccount } from '@otklik/protocol/settings'
import { type Language, wordsOf } from '@otklik/words'

import { createAccount } from '../accounts/index.ts'
import { recordChange } from '../audit/index.ts'
import type { Database } from '../database/index.ts'
import { Refusal } from '../http/index.ts'
import type { Clock } from '../lib/clock.ts'
import type { Mail } from '../lib/mail.ts'
import { createInvitation } from '../operators/index.ts'
import { getAccount } from './list-accounts.ts'

export interface Installation {
  database: Database
  clock: Clock
  mail: Mail
  log: { error(facts: object, sentence: string): void }
}

/** Who does it, and how the owner they invite gets here. */
export interface Inviting {
  /** Absent on the command line, where nobody is signed in. */
  invitedBy?: string
  origin: string
  language: Language
}

/**
 * A company and an invitation to own it. Nobody is in it until that is accepted; a person known
 * here already accepts with the password they have, and gets one more company.
 */
export async function addAccount(
  installation: Installation,
  { name, ownerName, ownerEmail }: AddAccountRequest,
  inviting: Inviting,
): Promise<AddedAccount> {
  const { database, clock } = installation
  const now = clock.now()
  const invitee = { name: ownerName, email: ownerEmail }
  const { accountId, path } = await database.transaction(async (client) => {
    const made = await createAccount(client, { name, people: [], language: inviting.language }, now)
    const subject = { kind: 'account', id: made.accountId, name } as const
    await recordChange(client, made, { action: 'created', subject, changes: [] })
    const { path } = await createInvitation(client, invitation(made, invitee, inviting), now)
    return { accountId: made.accountId, path }
  })
  return withLetter(installation, { accountId, path, inviting })
}

/** The link of before was lost or has expired: this one opens, and that one no more. */
export async function inviteOwnerAgain(
  installation: Installation,
  accountId: string,
  inviting: Inviting,
): Promise<AddedAccount> {
  const { database, clock } = installation
  const { invited } = await getAccount(database, accountId)
  if (!invited) throw new Refusal('already-member')
  const { path } = await database.transaction((client) =>
    createInvitation(client, invitation({ accountId }, invited, inviting), clock.now()),
  )
  return withLetter(installation, { accountId, path, inviting })
}

function invitation(
  { accountId }: { accountId: string },
  { name, email }: { name: string; email: string },
  { invitedBy }: Inviting,
) {
  const caller = { accountId, userId: invitedBy ?? null }
  return { caller, name, email, role: 'owner' } as const
}

interface Made {
  accountId: string
  path: string
  inviting: Inviting
}

/** The company stands, whatever becomes of the letter: then the link is handed over. */
async function withLetter(
  { database, mail, log }: Installation,
  { accountId, path, inviting }: Made,
): Promise<AddedAccount> {
  const account = await getAccount(database, accountId)
  const link = inviting.origin + path
  if (!mail.canSend || !account.invited) return { ...account, link }
  const { subject, text } = wordsOf(inviting.language).mail.newCompany
  try {
    await mail.send({
      to: account.invited.email,
      subject: subject({ company: account.name }),
      text: text({ company: account.name, link }),
    })
    return account
  } catch (error) {
    log.error({ err: error }, 'the invitation of an owner was not sent')
    return { ...account, link }
  }
}
