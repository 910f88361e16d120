import { siteSession, siteSessionRequest } from '@otklik/protocol/settings'
import type { z } from 'zod'

import { type App, networkOf, originOf, Refusal } from '../http/index.ts'
import { currentRules } from './current-rules.ts'
import { viewEntries } from './entries.ts'
import { createFileLink } from './file-link.ts'
import { getSite, refuseOtherSites, type Site } from './find-site.ts'
import { IDENTITY_FIELD, readLook, type StoredLook } from './look.ts'
import type { SiteWorld } from './parts.ts'
import { readKnown } from './read-answer.ts'
import { bySiteKey, tags } from './route.ts'
import { viewTalk } from './view-talk.ts'
import {
  isSignedIdentity,
  isSignedIn,
  newVisitor,
  readVisitor,
  signedInVisitor,
  visitorToken,
} from './visitor-token.ts'
import { keepVisit, noteVisit } from './visits.ts'

type Asked = z.output<typeof siteSessionRequest>

/** Begins a visit, or goes on with one: asked whenever a panel is drawn. */
export function sessionRoute(app: App, world: SiteWorld): void {
  const { database, clock, limits, secrets } = world
  app.route({
    method: 'POST',
    url: '/widget/:siteKey/session',
    config: { access: 'visitor' },
    schema: {
      tags,
      summary: 'Begin or continue a visit',
      params: bySiteKey,
      body: siteSessionRequest,
      response: { 200: siteSession },
    },
    handler: async (request) => {
      const { body } = request
      const site = await getSite(world, request.params.siteKey)
      refuseOtherSites(site, body.site, originOf(request, world.publicUrl))
      await limits.take('newVisits', networkOf(request.ip))
      const { accountId, id: channelId } = site.channel
      const stored = await readLook(database, accountId, channelId)
      const visitor = await recognise(world, site, stored, body)
      const now = clock.now()
      const known = await noteVisit(database, site, { visitor, now, page: body.page })
      const { settings } = await currentRules(world, accountId)
      const { look } = stored
      const link = createFileLink(world, accountId)
      return {
        token: visitorToken(secrets, site, visitor),
        talk: await viewTalk(world, site, { visitor, link }),
        entries: await viewEntries(world, body.language, {
          ...{ accountId, channelId, look },
          visit: body.visit,
        }),
        isOpenNow: settings.schedule.isOpen(now.getTime()),
        hasConsented: known?.hasConsented ?? false,
        isKnown: known !== undefined,
        name: site.channel.companyName,
      }
    },
  })
}

/**
 * Who comes: whoever the company's site says is signed in, by its proof; else whoever was here
 * before, by the token of then; else somebody new. Who signs in takes along what they said before;
 * who has signed out leaves it behind, whatever token is left.
 */
async function recognise(
  { database, secrets, inbox, openSecret, clock }: SiteWorld,
  site: Site,
  { identitySecret }: StoredLook,
  { token, identity, page }: Asked,
): Promise<string> {
  const came = readVisitor(secrets, site, token)
  const before = came && !isSignedIn(came) ? came : undefined
  if (!identity) return before ?? newVisitor()
  const { accountId, id: channelId } = site.channel
  const secret = identitySecret && openSecret(accountId, channelId, IDENTITY_FIELD, identitySecret)
  if (!secret || !isSignedIdentity(secret, identity)) throw new Refusal('wrong-identity')
  const visitor = signedInVisitor(site, identity.id)
  if (before) {
    const update = {
      type: 'identified',
      visitor: { id: visitor },
      formerly: before,
      at: clock.now(),
    }
    await inbox.store(accountId, channelId, Buffer.from(JSON.stringify(update)))
  }
  const { id: _, hash: __, ...told } = identity
  // Signed in as somebody: what the site says of them is no less true for a wrong digit in a phone.
  const answer = readKnown(told)
  await keepVisit(database, site, { visitor, now: clock.now(), page, answer })
  return visitor
}
