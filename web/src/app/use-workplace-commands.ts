import type { Conversation } from '@otklik/protocol'
import { useNavigate } from '@tanstack/react-router'
import type { RefObject } from 'react'

import { type Offers, useCommands } from '../features/commands/index.ts'
import type { ComposerHandle } from '../features/composer/index.ts'
import { openContactForm } from '../features/contact-form/index.ts'
import { type ConversationActs, useLastDecision } from '../features/conversation/index.ts'
import {
  type Folder,
  groupsOf,
  isOpen,
  mayAskContacts,
  mayClose,
  mayMark,
  mayPause,
  mayResume,
  mayTake,
  mayTransfer,
  mayWaive,
  selectUpTo,
  toggleSelected,
  useListOrder,
  useReader,
  useShownFolders,
} from '../features/conversations/index.ts'
import { useFeed } from '../features/feed/index.ts'
import { openLabels } from '../features/labels/index.ts'
import { keyedOffer, type OfferActs } from '../features/offers/index.ts'
import { useSession } from '../features/session/index.ts'
import { useWords } from '../words/index.ts'

interface WorkplaceCommands {
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
}

/** What the list and the open conversation can do, with keys and from the palette. */
export function useWorkplaceCommands(options: WorkplaceCommands): void {
  useCommands({ ...useListCommands(options), ...useFolderCommands() })
  useCommands(useConversationCommands(options))
}

function useListCommands(options: WorkplaceCommands): Offers {
  const { folder, conversation, composer, open } = options
  const feed = useFeed()
  const reader = useReader()
  const [order] = useListOrder(folder)
  const ids = (where: Folder) =>
    groupsOf(feed.state.get().conversations.values(), {
      folder: where,
      reader,
      order: where === folder ? order : 'waiting',
    }).flatMap((group) => group.ids)
  const step = (by: 1 | -1) => {
    const all = ids(folder)
    const index = conversation ? all.indexOf(conversation.id) : -1
    const next = all[index < 0 ? 0 : index + by]
    if (next) open(next)
  }
  return {
    next: () => step(1),
    previous: () => step(-1),
    longest: () => {
      const longest = ids('unanswered').find((id) => id !== conversation?.id)
      if (longest) open(longest)
    },
    select: conversation && (() => toggleSelected(conversation.id)),
    'select-range': conversation && (() => selectUpTo(conversation.id, ids(folder))),
    open: () => composer.current?.focus(),
    leave: options.leave,
  }
}

function useFolderCommands(): Offers {
  const { folders } = useWords()
  const navigate = useNavigate()
  const go = (folder: Folder) => void navigate({ to: '.', search: { folder } })
  return Object.fromEntries(
    useShownFolders()
      .slice(0, 9)
      .map((name, index) => [
        `folder:${index + 1}` as const,
        { run: () => go(name), label: folders[name] },
      ]),
  )
}

function useConversationCommands(options: WorkplaceCommands): Offers {
  const { conversation, composer, acts, offers, offerActs, open } = options
  const words = useWords()
  const session = useSession()
  const decisionId = useLastDecision(conversation?.id)
  const offered = keyedOffer(offers, conversation?.id)
  const accept = offered && {
    run: () => offerActs.accept(offered.id),
    label: words.offer.accept,
  }
  if (!conversation) return { take: accept }
  const { id, previousId } = conversation
  const current = isOpen(conversation) ? conversation : undefined
  const isOurs = current && mayClose(current, session)
  const mayLabel = session.permissions.includes('conversations.take')
  return {
    reply: () => composer.current?.focus('message'),
    note: () => composer.current?.focus('note'),
    take: accept ?? (current && mayTake(current, session) ? () => acts.take(id) : undefined),
    transfer: current && mayTransfer(current, session) ? options.transfer : undefined,
    hold:
      current && mayResume(current, session)
        ? { run: () => acts.resume(id), label: words.pause.resume }
        : current && mayPause(current, session)
          ? { run: () => acts.hold(id), label: words.pause.hold }
          : undefined,
    return:
      current?.status === 'assigned' && mayTransfer(current, session)
        ? () => acts.giveBack(current)
        : undefined,
    why: decisionId ? () => options.explain(decisionId) : undefined,
    spam: isOurs ? () => acts.closeAsSpam(id) : undefined,
    'not-spam':
      conversation.closeReason === 'spam' && session.permissions.includes('conversations.close')
        ? () => acts.notSpam(id)
        : undefined,
    close: isOurs ? () => acts.close(id) : undefined,
    unanswered: current && mayMark(current, session) ? () => acts.markUnread(id) : undefined,
    topic: mayLabel
      ? () => openLabels({ conversationId: id, kind: 'topic', place: 'head' })
      : undefined,
    tags: mayLabel
      ? () => openLabels({ conversationId: id, kind: 'tag', place: 'head' })
      : undefined,
    waive: current && mayWaive(current, session) ? () => acts.waive(id) : undefined,
    'contact-form': mayAskContacts(conversation, session) ? () => openContactForm(id) : undefined,
    card: options.toggleCard,
    'previous-conversation': previousId ? () => open(previousId) : undefined,
  }
}
