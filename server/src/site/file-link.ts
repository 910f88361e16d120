import { fileLinker } from '../files/index.ts'
import type { SiteWorld } from './parts.ts'

/** The address of a file for who sees the message; undefined where there is none any more. */
export type FileLink = (fileId: string) => Promise<string>

const DAY_MS = 24 * 3_600_000

/**
 * Paths of this server, good for six days at least. The same all day long, so that a picture is not
 * fetched anew with every message that follows it.
 */
export function createFileLink(
  { database, storage, secrets, clock }: SiteWorld,
  accountId: string,
): FileLink {
  const now = () => new Date(Math.floor(clock.now().getTime() / DAY_MS) * DAY_MS)
  const linkFile = fileLinker({ database, storage, secrets, now })(accountId, '')
  return async (fileId) => (await linkFile(fileId)).url
}
