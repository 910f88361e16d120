import type { Conversation } from '@otklik/protocol'
import { useNavigate } from '@tanstack/react-router'
import type { RefObject } from 'react'

import type { ComposerHandle } from '../features/composer/index.ts'
import { type ConversationActs, useLastDecision } from '../features/conversation/index.ts'
import {
  type Folder,
  groupsOf,
  isOpen,
  mayClose,
  mayMark,
  mayPause,
  mayResume,
  mayTake,
  mayTransfer,
  useShownFolders,
} from '../features/conversations/index.ts'
import { useFeed } from '../features/feed/index.ts'
import { keyedOffer, type OfferActs } from '../features/offers/index.ts'
import { useSession } from '../features/session/index.ts'
import { focusRegion, useShortcuts } from '../features/shortcuts/index.ts'
import { undoLastToast } from '../ui/toasts.ts'

interface WorkplaceShortcuts {
  folder: Folder
  conversation: Conversation | undefined
  composer: RefObject<ComposerHandle | null>
  acts: ConversationActs
  offers: readonly Conversation[]
  offerActs: OfferActs
  open: (id: string) => void
  leave: () => void
  toggleCard: () => void
  transfer: () => void
  explain: (messageId: string) => void
  showHelp: () => void
}

/** The keys of interface.md §8 that make sense by now. */
export function useWorkplaceShortcuts(options: WorkplaceShortcuts): void {
  const { folder, conversation, composer, acts, offers, offerActs, open } = options
  const navigate = useNavigate()
  const feed = useFeed()
  const session = useSession()
  const me = session.operator.id

  const ids = (where: Folder) =>
    groupsOf(feed.state.get().conversations.values(), where, me).flatMap((group) => group.ids)
  const step = (by: 1 | -1) => {
    const all = ids(folder)
    const index = conversation ? all.indexOf(conversation.id) : -1
    const next = all[index < 0 ? 0 : index + by]
    if (next) open(next)
  }
  const openLongest = () => {
    const longest = ids('unanswered').find((id) => id !== conversation?.id)
    if (longest) open(longest)
  }
  const go = (where: Folder) => void navigate({ to: '.', search: { folder: where } })
  const undo = () => {
    const closing = [...feed.state.get().conversations.values()].find(
      ({ status, operatorId }) => status === 'closing' && (!operatorId || operatorId === me),
    )
    if (closing) acts.keepOpen(closing.id)
    else undoLastToast()
  }
  const previousId = conversation?.previousId
  const current = conversation && isOpen(conversation) ? conversation : undefined

  const decisionId = useLastDecision(conversation?.id)
  const takeKey = () => {
    const offered = keyedOffer(offers, conversation?.id)
    if (offered) return () => offerActs.accept(offered.id)
    return current && mayTake(current, session) ? () => acts.take(current.id) : undefined
  }
  const holdKey = () => {
    if (!current || !mayPause(current, session)) return undefined
    return mayResume(current, session) ? () => acts.resume(current.id) : () => acts.hold(current.id)
  }

  useShortcuts([
    ['KeyJ', () => step(1)],
    ['KeyK', () => step(-1)],
    ['ArrowDown', () => step(1)],
    ['ArrowUp', () => step(-1)],
    ['Ctrl ArrowDown', openLongest],
    ['Enter', () => composer.current?.focus()],
    ['Escape', options.leave],
    ['KeyR', () => composer.current?.focus('message')],
    ['KeyN', () => composer.current?.focus('note')],
    ['KeyA', takeKey()],
    ['KeyT', current && mayTransfer(current, session) ? options.transfer : undefined],
    ['KeyH', holdKey()],
    ['KeyW', decisionId ? () => options.explain(decisionId) : undefined],
    [
      'KeyS',
      current && mayClose(current, session) ? () => acts.closeAsSpam(current.id) : undefined,
    ],
    ['Alt KeyQ', current && mayClose(current, session) ? () => acts.close(current.id) : undefined],
    ['KeyU', current && mayMark(current, session) ? () => acts.markUnread(current.id) : undefined],
    ['KeyI', options.toggleCard],
    ['KeyP', previousId ? () => open(previousId) : undefined],
    ['KeyZ', undo],
    ['Shift Slash', options.showHelp],
    ['F6', () => focusRegion(1)],
    ['Shift F6', () => focusRegion(-1)],
    ...useShownFolders().map((name, index) => [`Digit${index + 1}`, () => go(name)] as const),
  ])
}
