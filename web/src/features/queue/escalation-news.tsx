import type { Conversation, Operator, Session, Team } from '@otklik/protocol'
import type { Words } from '@otklik/words'
import { useEffect, useRef } from 'react'

import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { isOpen, isWaiting } from '../conversations/index.ts'
import { serverClock, useFeed, useFeedState } from '../feed/index.ts'
import { useRing } from '../notices/index.ts'
import { useSession } from '../session/index.ts'

interface Alarm {
  key: string
  conversation: Conversation
  kind: 'team' | 'supervisors' | 'silence' | 'sla'
}

/**
 * REQ-04: tells a team, and then whoever may reassign, that a customer waits for too long: on the
 * page, and as loud as the reader wants it.
 */
export function EscalationNews({ onOpen }: { onOpen: (id: string) => void }) {
  const { queue: words } = useWords()
  const formats = useFormats()
  const session = useSession()
  const ring = useRing(onOpen)
  const feed = useFeed()
  const isLoaded = useFeedState((state) => state.isLoaded)
  const conversations = useFeedState((state) => state.conversations)
  const known = useRef<Set<string>>(undefined)
  useEffect(() => {
    if (!isLoaded) return
    const { teams, operators } = feed.state.get()
    const alarms = alarmsOf(conversations.values(), teams, session)
    // What was so when the reader came is marked in the lists, and is no news.
    known.current ??= new Set(alarms.map(({ key }) => key))
    const { current: seen } = known
    const fresh = alarms.filter(({ key }) => !seen.has(key))
    for (const { key } of fresh) seen.add(key)
    for (const { kind, conversation } of fresh) {
      const { id, waitingSince, openedAt } = conversation
      const waited = serverClock.now() - Date.parse(waitingSince ?? openedAt)
      const text = toastOf(kind, conversation, {
        words,
        operators,
        waited: formats.duration(waited),
      })
      ring({ title: text, body: conversation.lastMessage?.text ?? '', conversationId: id })
      showToast({ text, action: { label: words.open, run: () => onOpen(id) } })
    }
  }, [isLoaded, conversations, feed, session, ring, words, formats, onOpen])
  return null
}

function alarmsOf(
  conversations: Iterable<Conversation>,
  teams: ReadonlyMap<string, Team>,
  { operator, permissions }: Session,
): Alarm[] {
  const mayReassign = permissions.includes('conversations.reassign')
  const mayTake = permissions.includes('conversations.take')
  const isMine = (teamId: string | undefined) => {
    const team = teams.get(teamId ?? '')
    return team !== undefined && (team.isEveryone || team.memberIds.includes(operator.id))
  }
  const found: Alarm[] = []
  for (const conversation of conversations) {
    const { id, escalatedAt, teamToldAt, silentSince, owes, status, operatorId } = conversation
    const add = (kind: Alarm['kind'], at: string) =>
      found.push({ key: `${id} ${kind} ${at}`, conversation, kind })
    if (isWaiting(conversation)) {
      if (escalatedAt && mayReassign) add('supervisors', escalatedAt)
      else if (teamToldAt && mayTake && isMine(conversation.teamId)) add('team', teamToldAt)
    }
    const isSilent = silentSince && owes === 'us' && status === 'assigned'
    const brokenAt = latestBreach(conversation)
    if (brokenAt && mayReassign && isOpen(conversation)) add('sla', brokenAt)
    if (isSilent && mayReassign && operatorId !== operator.id) add('silence', silentSince)
  }
  return found
}

/** When a promise that still runs was broken last. */
const latestBreach = ({ sla }: Conversation): string | undefined =>
  (sla?.promises ?? [])
    .flatMap(({ brokenAt }) => brokenAt ?? [])
    .sort()
    .at(-1)

interface Telling {
  words: Words['web']['queue']
  operators: ReadonlyMap<string, Operator>
  waited: string
}

function toastOf(
  kind: Alarm['kind'],
  { contact, operatorId }: Conversation,
  { words, operators, waited }: Telling,
): string {
  if (kind === 'team') return words.teamToldToast(contact.name, waited)
  if (kind === 'supervisors') return words.escalatedToast(contact.name, waited)
  if (kind === 'sla') return words.slaToast(contact.name)
  const holder = operators.get(operatorId ?? '')?.name ?? ''
  return words.silentToast(contact.name, waited, holder)
}
