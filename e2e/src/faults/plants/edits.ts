/** One line of one file, from the top of the repository, and what a server is given in its place. */
export interface Edit {
  file: string
  line: string
  becomes: string
}

/** When this process began, where a bug keeps in memory what belongs into the database. */
const BEGAN = 'new Date(Date.now() - process.uptime() * 1000)'

/**
 * Bugs the harness must see, each planted into the server it starts and nowhere else: the product
 * has no switch for them. By the name that FAULT_MUTANT takes.
 */
export const mutants = {
  'answer-before-commit': [
    {
      file: 'server/src/inbound/webhook-routes.ts',
      line: '  await within(COMMIT_MS, inbox.store(channel.accountId, channel.id, body))',
      becomes:
        '  setTimeout(() => void inbox.store(channel.accountId, channel.id, body).catch(() => {}), 30)',
    },
  ],
  'known-by-looking-alone': [
    {
      file: 'server/src/database/functions/load.sql',
      line: '        where e.account_id = account and e.channel_id = f.channel_id and e.external_id = w.id',
      // It looks at what is a little behind, as a copy of the database would be.
      becomes:
        "        where e.account_id = account and e.channel_id = f.channel_id and e.external_id = w.id and e.at < now() - interval '3 seconds'",
    },
    {
      file: 'server/src/database/functions/apply.sql',
      line: '    if done <> wanted then',
      becomes: '    if false then',
    },
  ],
  'new-key-per-try': [
    {
      file: 'server/src/conversations/early-word.ts',
      line: 'export const keyOfPart = ({ id, round }: { id: string; round: number }): string =>',
      becomes:
        'export const keyOfPart = ({ round }: { id: string; round: number }, id = crypto.randomUUID()): string =>',
    },
  ],
  'deadlines-in-memory': [
    {
      file: 'server/src/timers/fire-deadlines.ts',
      line: '    const due = rows.filter((row) => row.wake_at.getTime() <= now)',
      becomes: `    const due = rows.filter((row) => row.wake_at.getTime() <= now && row.wake_at.getTime() - 1500 > +${BEGAN})`,
    },
  ],
  'published-before-commit': [
    {
      file: 'server/src/conversations/advance.ts',
      line: '    const { stale, numbers } = await applyWrites(database, this.#accountId, members, now)',
      becomes:
        "    Reflect.get(globalThis, 'publishEarly')?.(this.#accountId, members.flatMap(({ events }) => events)); const { stale, numbers } = await applyWrites(database, this.#accountId, members, now)",
    },
    {
      file: 'server/src/realtime/hub.ts',
      line: "  const deaf = hints.listen('feed', (accountId) => {",
      becomes:
        "  Reflect.set(globalThis, 'publishEarly', (id, told) => void rooms.get(id)?.then(({ room }) => told.length > 0 && room.publish(told.map(({ conversationId, payload, ...event }, k) => ({ ...event, conversation_id: conversationId, payload: JSON.stringify(payload), called: null, number: room.last + 1 + k }))))); const deaf = hints.listen('feed', (accountId) => {",
    },
  ],
  'versions-not-compared': [
    {
      file: 'server/src/database/functions/apply.sql',
      line: "        else c.version is distinct from (m -> 'conversation' ->> 'version')::bigint end",
      becomes: '        else false end',
    },
    // The key that would still keep two messages from one place.
    {
      file: 'server/src/database/migrations/0001-first.sql',
      line: '  unique (account_id, conversation_id, seq),',
      becomes: '  unique (account_id, conversation_id, seq, id),',
    },
  ],
  'retry-after-ignored': [
    {
      file: 'server/src/outbound/settle.ts',
      line: '    const wish = Math.min(Math.max(error.retryAfterMs ?? 0, 0), LONGEST_WISH_MS)',
      becomes: '    const wish = Math.min(Math.max(error.retryAfterMs ?? 0, 0), 0)',
    },
  ],
  'closing-text-apart': [
    {
      file: 'server/src/rules/closing.ts',
      line: '  if (closingText !== undefined && !isQuiet(holding)) {',
      becomes: `  if (closingText !== undefined && !isQuiet(holding) && holding.at - UNDO_MS > +${BEGAN}) {`,
    },
  ],
  'sent-again-after-unknown': [
    {
      file: 'server/src/outbound/settle.ts',
      line: "const isRepeatable = ({ kind, sendsOnce }: Attempt) => kind !== 'message' || sendsOnce !== 'none'",
      becomes: 'const isRepeatable = (_: Attempt) => true',
    },
  ],
  'auto-reply-not-cancelled': [
    {
      file: 'server/src/rules/operator.ts',
      line: '  } = autoReplies.ended(conversation)',
      becomes: '  } = conversation',
    },
  ],
  'token-in-log': [
    {
      file: 'server/src/outbound/send-parts.ts',
      line: '      const channel = await open(part)',
      becomes:
        '      const channel = await open(part); console.log(JSON.stringify(channel?.settings))',
    },
  ],
  'fsync-off': [
    {
      file: 'server/src/database/embedded/settings.ts',
      line: "  fsync: 'on',",
      becomes: "  fsync: 'off',",
    },
  ],
} satisfies Record<string, Edit[]>

export type Mutant = keyof typeof mutants

/** Which promise has to see it; what else is broken by it does not count. */
export const seenBy: Record<Mutant, string> = {
  'answer-before-commit': 'I1',
  'known-by-looking-alone': 'I2',
  'new-key-per-try': 'I6',
  'deadlines-in-memory': 'I9',
  'published-before-commit': 'I13',
  'versions-not-compared': 'I8',
  'retry-after-ignored': 'H-11',
  'closing-text-apart': 'I14',
  'sent-again-after-unknown': 'I7',
  'auto-reply-not-cancelled': 'I10',
  'token-in-log': 'I15',
  'fsync-off': 'I1',
}

/** Not bugs: what the harness needs to reach into a server that has no door for it. */
export const tools = {
  /** PostgreSQL under the shim of ../power, which knows no writes but plain ones. */
  'power-shim': [
    {
      file: 'server/src/database/embedded/postmaster.ts',
      line: "      env: { LC_ALL: 'C.UTF-8' },",
      becomes:
        "      env: { LC_ALL: 'C.UTF-8', LD_PRELOAD: process.env.FAULT_SHIM, FAULT_UNDO_FOLDER: process.env.FAULT_UNDO_FOLDER },",
    },
    {
      file: 'server/src/database/embedded/settings.ts',
      line: "  full_page_writes: 'on',",
      becomes: "  full_page_writes: 'on', io_method: 'sync',",
    },
  ],
  /** A deadlock is worth nothing without the statements that met; people here are invented. */
  'open-log': [
    {
      file: 'server/src/database/embedded/settings.ts',
      line: "  log_error_verbosity: 'terse',",
      becomes: "  log_error_verbosity: 'default',",
    },
  ],
  /** The server's clock is ahead of the machine's, and of the database's. */
  'clock-ahead': [
    {
      file: 'server/src/lib/clock.ts',
      line: 'export const systemClock: Clock = { now: () => new Date() }',
      becomes:
        'export const systemClock: Clock = { now: () => new Date(Date.now() + Number(process.env.FAULT_CLOCK_MS ?? 0)) }',
    },
  ],
} satisfies Record<string, Edit[]>

export type Plant = Mutant | keyof typeof tools

/** The lines a server with these is given. */
export function editsOf(names: readonly string[]): Edit[] {
  const all: Record<string, Edit[]> = { ...mutants, ...tools }
  return names.flatMap((name) => {
    const edits = all[name]
    if (!edits) throw new Error(`there is no ${name}: ${Object.keys(mutants).join(', ')}`)
    return edits
  })
}

/** Throws where the line is not there once: a bug that was not planted would count as not seen. */
export function edited(text: string, { file, line, becomes }: Edit): string {
  const parts = `\n${text}`.split(`\n${line}\n`)
  if (parts.length !== 2) throw new Error(`${file} has not this line once: ${line.trim()}`)
  return parts.join(`\n${becomes}\n`).slice(1)
}
