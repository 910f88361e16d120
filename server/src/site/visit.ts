import type { FastifyRequest } from 'fastify'

import { getSite, type Site } from './find-site.ts'
import type { SiteWorld } from './parts.ts'
import { visitorOf } from './visitor-token.ts'

export interface Visit {
  site: Site
  visitor: string
}

/** Whose visit it is, and whether they have room for one request more. */
export async function getVisit(
  world: SiteWorld,
  { params, headers }: { params: { siteKey: string }; headers: FastifyRequest['headers'] },
): Promise<Visit> {
  const site = await getSite(world, params.siteKey)
  const visitor = visitorOf(world.secrets, site, headers.authorization)
  await world.limits.take('visitor', visitor)
  return { site, visitor }
}

/** As conversations know where the visitor writes. */
export const placeOf = ({ site: { channel }, visitor }: Visit) => ({
  accountId: channel.accountId,
  channelId: channel.id,
  thread: visitor,
})
