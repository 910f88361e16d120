import type { siteWord } from '@otklik/protocol/settings'
import type { z } from 'zod'

import { findUpload } from '../files/index.ts'
import { type FieldProblem, InvalidFieldsError } from '../http/index.ts'
import { readLook } from './look.ts'
import type { SiteWorld } from './parts.ts'
import { readAnswer } from './read-answer.ts'
import type { Visit } from './visit.ts'
import { readUpload } from './visitor-token.ts'

type Word = z.output<typeof siteWord>

/** A visitor's word, as it is stored: with its files, and with what they were asked before the first. */
export async function checkWord(world: SiteWorld, visit: Visit, word: Word) {
  const files = await openUploads(world, visit, word.uploads)
  const problems: Record<string, FieldProblem> = {}
  if (!word.text.trim() && files.length === 0) problems.text = { code: 'required' }
  const read = readAnswer(word.answer ?? {})
  for (const [field, problem] of Object.entries(read.problems))
    problems[`answer.${field}`] = problem
  Object.assign(problems, await missing(world, visit, { ...word, answer: read.answer }))
  if (Object.keys(problems).length > 0) throw new InvalidFieldsError(problems)
  return { files, answer: read.answer }
}

/**
 * What the company wants to know before the first word, and nobody has told it. 152-ФЗ: where it
 * asks for consent, nothing is taken of somebody who has not given it.
 */
async function missing(
  { database }: SiteWorld,
  { site: { channel }, visitor }: Visit,
  { hasConsented, answer }: { hasConsented?: boolean | undefined; answer: Record<string, string> },
): Promise<Record<string, FieldProblem>> {
  const { accountId, id: channelId } = channel
  const { look } = await readLook(database, accountId, channelId)
  const required = look.preChat.filter(({ field, isRequired }) => isRequired && !answer[field])
  if (required.length === 0 && (!look.consent || hasConsented)) return {}
  const { rows } = await database.query<{ has_consented: boolean }>(
    `select consented_at is not null as has_consented from site_visitors
     where account_id = $1 and channel_id = $2 and visitor = $3`,
    [accountId, channelId, visitor],
  )
  const [known] = rows
  const needsConsent = look.consent && !hasConsented && !known?.has_consented
  const problems = (known ? [] : required).map(({ field }) => [
    `answer.${field}`,
    { code: 'required' },
  ])
  if (needsConsent) problems.push(['hasConsented', { code: 'required' }])
  return Object.fromEntries(problems)
}

async function openUploads(world: SiteWorld, { site, visitor }: Visit, uploads: readonly string[]) {
  const { accountId } = site.channel
  return Promise.all(
    uploads.map(async (upload, index) => {
      const fileId = readUpload(world.secrets, site, { visitor, upload })
      const file = fileId && (await findUpload(world.database, accountId, fileId))
      if (!file) throw new InvalidFieldsError({ [`uploads.${index}`]: { code: 'wrong-value' } })
      const { id: reference, ...facts } = file
      return { reference, ...facts }
    }),
  )
}
