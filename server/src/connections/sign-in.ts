import { ChannelError, type ChannelKind, type SignIn } from '../channels/index.ts'
import { NotFoundError, Refusal } from '../http/index.ts'
import { type Connecting, getKind } from './connect-channel.ts'
import { toRefusal } from './kind-refusals.ts'
import {
  beginSignIn,
  createVisit,
  getSignIn,
  keepSignIn,
  type SignInOwner,
  type SignInRow,
  takeVisit,
} from './sign-ins.ts'

/** Sends somebody to the platform. `redirectUri` is the page that brings them back. */
export async function startSignIn(
  world: Connecting,
  owner: SignInOwner,
  { kind: kindId, redirectUri }: { kind: string; redirectUri: string },
): Promise<{ id: string; url: string }> {
  const { signIn } = openSignIn(world, kindId)
  const { state, verifier, challenge } = createVisit()
  const secret = { verifier, redirectUri }
  const id = await beginSignIn(world, owner, { kind: kindId, state, secret })
  return { id, url: signIn.start({ redirectUri, state, challenge }) }
}

/** They are back, with a code or with a refusal; the state is spent either way. */
export async function finishSignIn(
  world: Connecting,
  owner: SignInOwner,
  query: Readonly<Record<string, string>>,
): Promise<SignInRow> {
  const row = await takeVisit(world, owner, query.state ?? '')
  const { code } = query
  if (!code) throw new Refusal('sign-in-refused')
  const { kind, signIn } = openSignIn(world, row.kind)
  const { verifier, redirectUri, credentials } = row.secret
  const finished = await ask(kind, () =>
    signIn.finish({
      code,
      verifier,
      redirectUri,
      query,
      ...(credentials && { credentials }),
      ...(row.chosen && { accountId: row.chosen }),
    }),
  )
  const next: SignInRow =
    'settings' in finished
      ? { ...row, secret: { ...row.secret, settings: finished.settings } }
      : {
          ...row,
          person: finished.person.name,
          secret: { ...row.secret, credentials: finished.credentials },
        }
  await keepSignIn(world, owner.accountId, next)
  return next
}

/** One page of the accounts they administer; the folder asks the platform for it now. */
export async function listSignInAccounts(
  world: Connecting,
  owner: SignInOwner,
  { id, cursor }: { id: string; cursor?: string | undefined },
) {
  const row = await getSignIn(world, owner, id)
  const { kind, signIn } = openSignIn(world, row.kind)
  const { credentials } = row.secret
  if (!credentials) throw new Refusal('sign-in-over')
  return ask(kind, () => signIn.listAccounts(credentials, cursor))
}

/**
 * Takes an account, if the platform says now that this person may connect it: what the browser was
 * shown is no proof. Answers with a page to visit where the platform wants one more.
 */
export async function chooseAccount(
  world: Connecting,
  owner: SignInOwner,
  { id, accountId }: { id: string; accountId: string },
): Promise<{ url?: string }> {
  const row = await getSignIn(world, owner, id)
  const { kind, signIn } = openSignIn(world, row.kind)
  const { credentials, redirectUri } = row.secret
  if (!credentials) throw new Refusal('sign-in-over')
  const { state, verifier, challenge } = createVisit()
  const chosen = await ask(kind, async () => {
    if (!(await isAllowed(signIn, credentials, accountId))) throw new Refusal('forbidden')
    return signIn.choose({ accountId, credentials, redirectUri, state, challenge })
  })
  if ('visit' in chosen) {
    const next = { ...row, chosen: accountId, secret: { ...row.secret, verifier } }
    await keepSignIn(world, owner.accountId, next, state)
    return { url: chosen.visit }
  }
  const secret = { ...row.secret, settings: chosen.settings }
  await keepSignIn(world, owner.accountId, { ...row, chosen: accountId, secret })
  return {}
}

/** A list without an end would be asked for without one. */
const MOST_PAGES = 50

async function isAllowed(
  signIn: SignIn,
  credentials: Parameters<SignIn['listAccounts']>[0],
  accountId: string,
): Promise<boolean> {
  let cursor: string | undefined
  for (let page = 0; page < MOST_PAGES; page++) {
    const { accounts, next } = await signIn.listAccounts(credentials, cursor)
    const found = accounts.find(({ id }) => id === accountId)
    if (found) return found.isAllowed
    if (next === undefined) return false
    cursor = next
  }
  return false
}

function openSignIn({ apps, channels }: Connecting, kindId: string) {
  const kind = getKind(kindId)
  const app = apps[kind.id]
  if (!kind.signIn || !app) throw new NotFoundError()
  return { kind, signIn: kind.signIn(app, channels.reach(kind)) }
}

/** A code that is not taken is a refusal of the platform, and no wrong key of the form. */
async function ask<Answer>(kind: ChannelKind, call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error
    throw error.reason === 'misconfigured' ? new Refusal('sign-in-refused') : toRefusal(kind, error)
  }
}
