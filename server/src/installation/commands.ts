import type { AddedAccount, InstallationAccount } from '@otklik/protocol/settings'
import { addAccountRequest } from '@otklik/protocol/settings'

import { Refusal } from '../http/index.ts'
import { addAccount, type Installation, type Inviting, inviteOwnerAgain } from './add-account.ts'
import { grantInstallation } from './grant-installation.ts'
import { listAccounts } from './list-accounts.ts'
import { resumeAccount, suspendAccount } from './suspend-account.ts'

/** Said as it stands: whoever typed the command can do something about it. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

export interface Given {
  /** What was named: an account or an address. */
  subject?: string
  options: Partial<Record<'name' | 'owner-name' | 'owner-email', string>>
}

type Command = (house: Installation & Inviting, given: Given) => Promise<string[]>

export const usage = `npm run accounts -- list
npm run accounts -- create --name "Company" --owner-name "Olga Vershinina" --owner-email olga@example.com
npm run accounts -- invite <id or name>
npm run accounts -- suspend <id or name>
npm run accounts -- resume <id or name>
npm run accounts -- grant-installation <email>`

/** What the installation's owner can do without a browser: beside a running server, or without one. */
export const commands: Record<string, Command> = {
  async list({ database }) {
    const accounts = await listAccounts(database)
    return accounts.length > 0
      ? accounts.map(line)
      : ['No companies yet: the first page makes one.']
  },

  async create(house, { options }) {
    const { name, 'owner-name': ownerName, 'owner-email': ownerEmail } = options
    const parsed = addAccountRequest.safeParse({ name, ownerName, ownerEmail })
    if (!parsed.success) throw new CommandError(`${problemOf(parsed.error.issues)}\n\n${usage}`)
    const added = await addAccount(house, parsed.data, house)
    return [`Created ${added.name} (${added.id}).`, howToCome(added)]
  },

  async invite(house, given) {
    const { id } = await find(house, given)
    return [howToCome(await inviteOwnerAgain(house, id, house))]
  },

  async suspend(house, given) {
    const { id, name } = await find(house, given)
    await suspendAccount(house.database, id, house.clock.now())
    return [`Suspended ${name}. Its people may look; what customers write is kept unread.`]
  },

  async resume(house, given) {
    const { id, name } = await find(house, given)
    await resumeAccount(house.database, id)
    return [`Resumed ${name}.`]
  },

  async 'grant-installation'({ database }, { subject }) {
    if (!subject)
      throw new CommandError(`Name the address of somebody who signs in here.\n\n${usage}`)
    if (!(await grantInstallation(database, subject))) {
      throw new CommandError(`Nobody here signs in as ${subject}.`)
    }
    return [`${subject} looks after the installation: «Компании» is in their settings.`]
  },
}

/** What a refusal of ours means to whoever typed a command. */
export function explainRefusal(error: unknown): unknown {
  if (!(error instanceof Refusal)) return error
  const sentences: Partial<Record<string, string>> = {
    'demo-account': 'The demo company is neither suspended nor resumed by hand.',
    'already-member': 'Its owner has come already: they invite everybody else.',
  }
  return new CommandError(sentences[error.code] ?? error.code)
}

async function find({ database }: Installation, { subject }: Given): Promise<InstallationAccount> {
  if (!subject) throw new CommandError(`Name a company by its id or its name.\n\n${usage}`)
  const accounts = await listAccounts(database)
  const wanted = subject.toLowerCase()
  const found = accounts.filter(({ id, name }) => id === wanted || name.toLowerCase() === wanted)
  if (found.length === 0) throw new CommandError(`There is no company ${subject}.`)
  if (found.length === 1) return found[0]!
  throw new CommandError(
    `Several are called ${subject}. Name one by its id:\n${found.map(line).join('\n')}`,
  )
}

function line({ id, name, people, channels, ...account }: InstallationAccount): string {
  const state = account.isSuspended
    ? 'suspended'
    : account.invited
      ? 'waits for its owner'
      : 'works'
  const kind = account.isDemo ? ', demo' : ''
  const created = account.createdAt.slice(0, 10)
  return `${id}  ${name}  (${state}${kind}; people: ${people}, channels: ${channels}; since ${created})`
}

function howToCome({ invited, link }: AddedAccount): string {
  return link
    ? `No letter was sent. Hand this link over; it works once, within a day:\n${link}`
    : `${invited?.email} was sent an invitation.`
}

function problemOf(issues: readonly { path: PropertyKey[] }[]): string {
  const options = { name: '--name', ownerName: '--owner-name', ownerEmail: '--owner-email' }
  const names = issues.map(({ path }) => options[path[0] as keyof typeof options])
  return `Look at ${[...new Set(names)].join(', ')}: it is missing or cannot be so.`
}
