import type { Database } from '../../database/index.ts'
import { keepVisit } from '../../site/index.ts'
import { threadOf } from './customers.ts'
import { momentsOf } from './moments.ts'
import type { Roster } from './roster.ts'
import type { Story } from './story.ts'

/** Where they were in the shop that the sandbox shows, for those who wrote from its pages. */
export async function visitShop(
  { database }: { database: Database },
  { channels }: Roster,
  { stories, before, sandboxUrl }: { stories: readonly Story[]; before: Date; sandboxUrl: string },
): Promise<void> {
  for (const story of stories) {
    const channel = channels.get(story.messenger)
    const now = momentsOf(story, before).at(-1)
    if (!story.page || !channel || !now) continue
    const { path, title } = story.page
    const page = { url: `${sandboxUrl}${path}`, title }
    const visitor = threadOf(story) as string
    await keepVisit(database, { channel }, { visitor, now, page, language: 'ru' })
  }
}
