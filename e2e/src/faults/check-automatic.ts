import type { Evidence, StoredMessage } from './evidence.ts'
import { readMark } from './plan.ts'
import { AUTO_REPLIES, CLOSING_TEXT } from './rules.ts'
import { sentOrMore, type Verdict } from './verdict.ts'

/** Clocks are read twice on the way from one moment to the other. */
const EARLY_MS = 100

/** What the product says by itself: once, at its time, and not after it has lost its point. */
export function checkAutomatic(evidence: Evidence): Verdict {
  const { conversations, stored } = evidence
  const talks = conversations.map((conversation) => {
    const messages = stored.filter(({ conversation_id }) => conversation_id === conversation.id)
    const automatic = messages.filter(({ author_type }) => author_type === 'system')
    const answers = messages.filter(({ author_type }) => author_type === 'operator')
    return { ...conversation, messages, automatic, answers }
  })
  const told = talks.flatMap((talk) =>
    AUTO_REPLIES.map(({ text, delayS }) => {
      const times = talk.automatic.filter((message) => message.text === text)
      return {
        ...talk,
        what: `${talk.number}: ${text}`,
        times,
        dueAt: talk.openedAt + delayS * 1000,
      }
    }),
  )
  const closed = talks.filter(({ status }) => status === 'closed')
  const isOurs = ({ author_type }: StoredMessage) => author_type !== 'contact'
  const isGoodbye = ({ text }: StoredMessage) => text === CLOSING_TEXT
  return {
    'said by itself more than once': told.flatMap(({ what, times }) =>
      times.length > 1 ? [what] : [],
    ),
    'said by itself too early': told.flatMap(({ what, times, dueAt }) =>
      times.some(({ createdAt }) => createdAt < dueAt - EARLY_MS) ? [what] : [],
    ),
    'due, and never said by itself': told.flatMap(({ what, times, answers, status }) =>
      answers.length === 0 && status !== 'closed' && times.length === 0 ? [what] : [],
    ),
    'said by itself after an answer': told.flatMap(({ what, times, answers }) =>
      answers[0] && times.some(({ seq }) => seq > answers[0]!.seq) ? [what] : [],
    ),
    'closed without its closing text': closed.flatMap(({ number, automatic }) =>
      automatic.filter(isGoodbye).length === 1 ? [] : [`${number}`],
    ),
    'said after the closing text': closed.flatMap(({ number, messages }) =>
      messages.slice(messages.findIndex(isGoodbye) + 1).some(isOurs) ? [`${number}`] : [],
    ),
    'closing text, and not closed': talks.flatMap(({ status, number, automatic }) =>
      status !== 'closed' && automatic.some(isGoodbye) ? [`${number}`] : [],
    ),
    ...checkShown(evidence),
  }
}

/** The same words go to a person again and again: they are counted. */
function checkShown({ stored, taken }: Evidence): Verdict {
  // Every conversation begins with the words of its person.
  const people = new Map(
    stored.flatMap(({ conversation_id: id, text }) => {
      const mark = readMark(text)
      return mark ? [[id, mark.person] as const] : []
    }),
  )
  const said = stored
    .filter(({ author_type }) => author_type === 'system')
    .map(({ conversation_id: id, text, status }) => ({ key: `${people.get(id)} ${text}`, status }))
  const shown = taken.filter(({ text }) => !readMark(text))
  const shownAs = Map.groupBy(shown, ({ person, text }) => `${person} ${text}`)
  const saidAs = Map.groupBy(said, ({ key }) => key)
  const cases = [...saidAs].map(([key, list]) => ({
    key,
    most: list.length,
    least: list.filter(({ status }) => sentOrMore.includes(status ?? '')).length,
    shown: shownAs.get(key)?.length ?? 0,
  }))
  return {
    'shown more often than said': cases
      .filter(({ shown, most }) => shown > most)
      .map(({ key }) => key),
    'called sent by itself, and not there': cases
      .filter(({ shown, least }) => shown < least)
      .map(({ key }) => key),
    'shown, and never said': [...shownAs.keys()].filter((key) => !saidAs.has(key)),
  }
}
