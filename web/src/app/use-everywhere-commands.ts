import type { Conversation } from '@otklik/protocol'
import { useNavigate } from '@tanstack/react-router'
import { closingTogether } from '../features/bulk/index.ts'
import {
  focusRegion,
  type Offers,
  useCommandKeys,
  useCommands,
} from '../features/commands/index.ts'
import { type ConversationActs, closedHere } from '../features/conversation/index.ts'
import { serverClock, useFeed, useFeedState } from '../features/feed/index.ts'
import { askForHandover, heldBy } from '../features/handover/index.ts'
import { statuses, useOwnStatus } from '../features/presence/index.ts'
import { usePreferences, useSavePreferences, useSession } from '../features/session/index.ts'
import { useSections } from '../features/settings-shell/sections.ts'
import { undoLastToast } from '../ui/toasts.ts'
import { useWords } from '../words/index.ts'
import { leave } from './leave.ts'

/** What means the same on every page. */
export function useEverywhereCommands(acts: ConversationActs): void {
  useCommandKeys()
  useCommands({
    ...usePageCommands(),
    ...useStatusCommands(),
    ...useThemeCommands(),
    undo: useUndo(acts),
    'sign-out': () => void leave(),
    'next-region': () => focusRegion(1),
    'previous-region': () => focusRegion(-1),
  })
}

function usePageCommands(): Offers {
  const navigate = useNavigate()
  const { settings } = useWords()
  const { permissions, modules } = useSession()
  const mayReview =
    permissions.includes('quality.review') || permissions.includes('conversations.take')
  const sections = useSections()
  const first = sections[0]?.to ?? '/settings'
  const pages = sections.map(({ name, to }) => [
    `page:${name}` as const,
    { run: () => void navigate({ to }), label: settings[name] },
  ])
  return {
    ...Object.fromEntries(pages),
    'go-workplace': () => void navigate({ to: '/', search: { folder: 'mine' } }),
    'go-queue': permissions.includes('conversations.take')
      ? () => void navigate({ to: '/queue' })
      : undefined,
    'go-clients': () => void navigate({ to: '/clients' }),
    'go-supervision': permissions.includes('conversations.reassign')
      ? () => void navigate({ to: '/supervision' })
      : undefined,
    'go-reports': permissions.includes('reports.view')
      ? () => void navigate({ to: '/reports/$report', params: { report: 'overview' } })
      : undefined,
    'go-quality':
      modules.quality && mayReview ? () => void navigate({ to: '/quality' }) : undefined,
    'go-settings': () => void navigate({ to: first }),
  }
}

function useStatusCommands(): Offers {
  const { presence } = useWords()
  const own = useOwnStatus()
  const { operator } = useSession()
  const isHolding = useFeedState(
    ({ conversations }) => heldBy(conversations.values(), operator.id).length > 0,
  )
  if (!own) return {}
  const changes = Object.fromEntries(
    statuses.map((status, index) => [
      `status:${index + 1}` as const,
      {
        run: () => own.setStatus(status),
        label: `${presence.status}: ${presence.statuses[status]}`,
      },
    ]),
  )
  return { ...changes, 'hand-over': isHolding ? () => askForHandover(operator.id) : undefined }
}

function useThemeCommands(): Offers {
  const { theme } = usePreferences()
  const save = useSavePreferences()
  const choose = (chosen: typeof theme) =>
    theme === chosen ? undefined : () => save({ theme: chosen })
  return {
    'theme-auto': choose('auto'),
    'theme-light': choose('light'),
    'theme-dark': choose('dark'),
  }
}

/** For so long the server waits with a close (D-36). */
const CLOSING_MS = 8000

/** What was done last, be it a close, which the state tells of, or what a toast takes back. */
function useUndo(acts: ConversationActs): () => void {
  const feed = useFeed()
  const me = useSession().operator.id
  return () => {
    const closing = [...feed.state.get().conversations.values()]
      .filter(
        ({ id, status, operatorId }) =>
          !closingTogether.get().has(id) &&
          status === 'closing' &&
          (!operatorId || operatorId === me || closedHere.get().has(id)),
      )
      .sort((a, b) => endOf(a) - endOf(b))
      .at(-1)
    const ahead = serverClock.now() - Date.now()
    const closedAt = closing && endOf(closing) - CLOSING_MS - ahead
    if (!undoLastToast(closedAt) && closing) acts.keepOpen(closing.id)
  }
}

const endOf = ({ closingAt }: Conversation): number => Date.parse(closingAt ?? '') || 0
