import type { TryAnswer, TryEntry, TryRequest } from '@otklik/protocol/settings'

/** What the customer did, with the words it is shown by. */
export type Said = TryRequest['said'][number] & { label: string }

export type TalkLine = { from: 'customer'; said: Said } | { from: 'bot'; entry: TryEntry }

/** What both said, in its order: every entry of the bot follows so many words of the customer. */
export function toTalk(said: readonly Said[], { entries }: Pick<TryAnswer, 'entries'>): TalkLine[] {
  return [undefined, ...said].flatMap((word, index): TalkLine[] => [
    ...(word ? [{ from: 'customer' as const, said: word }] : []),
    ...entries
      .filter(({ after }) => after === index)
      .map((entry) => ({ from: 'bot' as const, entry })),
  ])
}

type Shown = NonNullable<Extract<TryEntry, { action: unknown }>['look']>

/** The keyboard in the place of the input field: the last that came, until the customer answers. */
export function keyboardOf(talk: readonly TalkLine[]): Shown | undefined {
  const lastWord = talk.findLastIndex(({ from }) => from === 'customer')
  const since = talk.slice(lastWord + 1).flatMap((line) => (line.from === 'bot' ? line.entry : []))
  const looks = since.flatMap((entry) => ('action' in entry ? (entry.look ?? []) : []))
  return looks.findLast(({ as }) => as === 'keyboard')
}
