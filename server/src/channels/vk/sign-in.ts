import { z } from 'zod'
import type {
  PlatformApp,
  SignIn,
  SignInAccount,
  SignInCredentials,
  SignInEnvironment,
  SignInVisit,
} from '../contract.ts'
import { ChannelError } from '../errors.ts'
import { readJson } from '../kit/read-text.ts'
import { withoutAnswer } from '../kit/without-answer.ts'
import { VkApi } from './api.ts'
import { nameOf } from './people.ts'
import { administered, profiles } from './types.ts'

const PAGE = 100
/** Of moderator, editor and administrator, the last alone can give a key. */
const ADMINISTRATOR = 3
const RIGHTS = 'messages,manage,photos,docs,wall'
const TIMEOUT_MS = 30_000

const person = z.object({ token: z.string(), userId: z.int() })

const signedIn = z.object({ access_token: z.string(), user_id: z.int() })
const oldKey = z.record(z.string(), z.unknown())
const keys = z.object({
  groups: z.array(z.object({ group_id: z.int(), access_token: z.string() })),
})

/**
 * VK-02…VK-07: VK ID tells who somebody is and what they administer; a community's own key is given
 * on a second page, for that community alone. VK ID gives the list to applications that ВКонтакте
 * has allowed it, which is why a key can be pasted as well (D-30).
 * https://id.vk.com/about/business/go/docs, https://dev.vk.com/ru/api/access-token/community-token
 */
export function signIn(app: PlatformApp, environment: SignInEnvironment): SignIn {
  return {
    start: (visit) => personPage(app, environment, visit),
    async finish(back) {
      const { credentials, accountId, code, redirectUri } = back
      if (credentials && accountId !== undefined) {
        const form = {
          client_id: app.id,
          client_secret: app.secret,
          redirect_uri: redirectUri,
          code,
        }
        const url = `${placesOf(environment).oauth}/access_token`
        const token = keyOf(await exchange(environment, url, form), accountId)
        return { settings: { token } }
      }
      return meet(app, environment, back)
    },
    listAccounts: (credentials, cursor) => listAccounts(environment, credentials, cursor),
    async choose({ accountId, ...visit }) {
      return { visit: communityPage(app, environment, { ...visit, accountId }) }
    },
  }
}

/** The official hosts are three; an address of one's own has the other two below it. */
function placesOf({ apiUrl }: SignInEnvironment): { oauth: string; id: string } {
  const { host } = new URL(apiUrl)
  const [, official] = /^api\.(vk\.ru|vk\.com)$/.exec(host) ?? []
  if (official) return { oauth: `https://oauth.${official}`, id: `https://id.${official}` }
  return { oauth: `${apiUrl}/oauth`, id: `${apiUrl}/id` }
}

function personPage(
  app: PlatformApp,
  environment: SignInEnvironment,
  { redirectUri, state, challenge }: SignInVisit,
): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app.id,
    redirect_uri: redirectUri,
    state,
    code_challenge: challenge,
    code_challenge_method: 's256',
    scope: 'vkid.personal_info groups',
  })
  return `${placesOf(environment).id}/authorize?${query}`
}

function communityPage(
  app: PlatformApp,
  environment: SignInEnvironment,
  { redirectUri, state, accountId }: Omit<SignInVisit, 'challenge'> & { accountId: string },
): string {
  const query = new URLSearchParams({
    client_id: app.id,
    group_ids: accountId,
    display: 'page',
    redirect_uri: redirectUri,
    scope: RIGHTS,
    response_type: 'code',
    state,
    v: '5.199',
  })
  return `${placesOf(environment).oauth}/authorize?${query}`
}

async function meet(
  app: PlatformApp,
  environment: SignInEnvironment,
  { code, verifier, redirectUri, query }: Parameters<SignIn['finish']>[0],
): ReturnType<SignIn['finish']> {
  const { id } = placesOf(environment)
  const answer = await exchange(environment, `${id}/oauth2/auth`, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    client_id: app.id,
    device_id: query.device_id ?? '',
    redirect_uri: redirectUri,
    state: query.state ?? '',
  })
  const { access_token: token, user_id: userId } = readAnswer(signedIn, answer)
  const [profile] = await new VkApi({ token }, environment).call({
    method: 'users.get',
    params: { user_ids: userId },
    result: profiles,
  })
  return { person: { name: profile ? nameOf(profile) : '' }, credentials: { token, userId } }
}

/** Everything the person works in: where they are no administrator, it is said why not. */
async function listAccounts(
  environment: SignInEnvironment,
  credentials: SignInCredentials,
  cursor: string | undefined,
): ReturnType<SignIn['listAccounts']> {
  const { token } = person.parse(credentials)
  const offset = Number(cursor ?? 0)
  const { count, items } = await new VkApi({ token }, environment).call({
    method: 'groups.get',
    params: { filter: 'moder', extended: 1, fields: 'members_count', count: PAGE, offset },
    result: administered,
  })
  const next = offset + items.length
  return {
    accounts: items.map(({ id, name, screen_name = `club${id}`, admin_level = 0 }) => ({
      id: String(id),
      title: name,
      detail: `vk.com/${screen_name}`,
      ...permission(admin_level),
    })),
    ...(items.length > 0 && next < count && { next: String(next) }),
  }
}

/** VK-03, VK-04. */
function permission(level: number): Pick<SignInAccount, 'isAllowed' | 'why'> {
  if (level >= ADMINISTRATOR) return { isAllowed: true }
  return {
    isAllowed: false,
    why: {
      ru: 'Вы не администратор этого сообщества, поэтому дальнейшая настройка будет невозможна. Попросите его администратора войти здесь или выдать вам права',
      en: 'You are not an administrator of this community, so it cannot be set up further. Ask an administrator to sign in here or to make you one',
    },
  }
}

/** Nobody's key but the chosen community's. Former versions named it by its number. */
function keyOf(answer: unknown, accountId: string): string {
  const listed = keys.safeParse(answer).data?.groups ?? []
  const found = listed.find(({ group_id }) => String(group_id) === accountId)?.access_token
  const former = oldKey.safeParse(answer).data?.[`access_token_${accountId}`]
  const token = found ?? former
  if (typeof token === 'string') return token
  throw new ChannelError('misconfigured', 'no key was given for the community', { executed: 'no' })
}

/** In a body and not in an address, which others write down. */
async function exchange(
  { fetch }: SignInEnvironment,
  url: string,
  form: Record<string, string>,
): Promise<unknown> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'manual',
    })
    const answer: unknown = await readJson(response)
    const refusal = z.object({ error: z.string() }).safeParse(answer).data?.error
    if (response.status >= 500) throw failed('unreachable', `${response.status}`)
    if (refusal || !response.ok) throw failed('misconfigured', refusal ?? `${response.status}`)
    return answer
  } catch (error) {
    if (error instanceof ChannelError) throw error
    throw failed('unreachable', withoutAnswer(error).what)
  }
}

function readAnswer<Result>(schema: z.ZodType<Result>, answer: unknown): Result {
  const { data } = schema.safeParse(answer)
  if (data === undefined) throw failed('unreachable', 'the answer has another shape')
  return data
}

const failed = (reason: 'misconfigured' | 'unreachable', what: string): ChannelError =>
  new ChannelError(reason, `sign-in: ${what}`, { executed: 'no' })
