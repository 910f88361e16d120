import { readFile, statfs } from 'node:fs/promises'
import { join } from 'node:path'

import type { Config } from '../config.ts'
import { lookAtCertificate } from '../http/index.ts'
import type { Figures, Folder } from './gauges.ts'

const LOOK_EVERY_MS = 3_600_000
const DAY_MS = 86_400_000

type Installed = Pick<Config, 'dataDir' | 'databaseUrl' | 'publicUrl' | 'isHttps'>

/** What is known of the machine and of what is around it, looked at when somebody asks. */
export function createLookAround(config: Installed) {
  const certificateEndsAt = createCertificateLook(config)
  return {
    async folders(): Promise<Folder[]> {
      const data = await freeSpaceOf('data', config.dataDir)
      // Somebody may have put our own PostgreSQL on a disk of its own.
      if (config.databaseUrl) return [data]
      const home = join(config.dataDir, 'postgres')
      return [
        data,
        await freeSpaceOf('database', home).catch(() => ({ ...data, folder: 'database' })),
      ]
    },
    async figures(now: Date): Promise<Figures> {
      const endsAt = await certificateEndsAt(now)
      const backedUpAt = await lastBackup(config.dataDir)
      return {
        certificate_days: endsAt && (endsAt.getTime() - now.getTime()) / DAY_MS,
        backup_age_seconds: backedUpAt && (now.getTime() - backedUpAt.getTime()) / 1000,
      }
    },
  }
}

async function freeSpaceOf(folder: string, path: string): Promise<Folder> {
  const { bavail, blocks, bsize } = await statfs(path)
  return { folder, freeBytes: bavail * bsize, freeRatio: blocks > 0 ? bavail / blocks : 0 }
}

/** Once an hour: certificates end by days. */
function createCertificateLook({ publicUrl, isHttps }: Installed) {
  let endsAt: Promise<Date | undefined> = Promise.resolve(undefined)
  let lookedAt = Number.NEGATIVE_INFINITY
  return (now: Date): Promise<Date | undefined> => {
    if (publicUrl && isHttps && now.getTime() - lookedAt >= LOOK_EVERY_MS) {
      lookedAt = now.getTime()
      endsAt = lookAtCertificate(publicUrl)
    }
    return endsAt
  }
}

/** `npm run backup` leaves a note; of copies made by other means nothing is known. */
async function lastBackup(dataDir: string): Promise<Date | undefined> {
  try {
    const note = JSON.parse(await readFile(join(dataDir, 'last-backup.json'), 'utf8'))
    const asOf = new Date(note.asOf)
    return Number.isNaN(asOf.getTime()) ? undefined : asOf
  } catch {
    return undefined
  }
}
