import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'

import { useFormats, useWords } from '../../words/index.ts'
import { channelTitle } from '../channels/index.ts'
import {
  isNamed,
  type PossibleCommand,
  placeOfCommand,
  possibleCommands,
  shownKeysOf,
} from '../commands/index.ts'
import { useFeed } from '../feed/index.ts'
import { usePreferences } from '../session/index.ts'
import type { Entry } from './entries.ts'
import { useFoundNames } from './use-found-names.ts'

/** Everything the palette can offer for what is typed now. */
export function useEntries(typed: string): Entry[] {
  const commands = useCommandEntries(typed)
  const open = useOpenConversation()
  const known = useKnownConversations(open)
  const found = useFoundEntries(typed, open)
  const ids = new Set(known.map(({ id }) => id))
  const fresh = found.filter(({ id }) => !ids.has(id))
  // Nobody looks through all conversations before saying what they look for.
  return typed.trim() === ''
    ? [...commands, ...known.slice(0, 5)]
    : [...commands, ...known, ...fresh]
}

/** As they are at every letter: a screen that opened just before the palette tells of its own late. */
function useCommandEntries(typed: string): Entry[] {
  const { commands: words } = useWords()
  const preferences = usePreferences()
  const possible = useMemo(() => commandsAt(typed), [typed])
  const nameOf = ({ id, label }: PossibleCommand) => label ?? (isNamed(id) ? words.names[id] : id)
  return possible
    .filter(({ id }) => id !== 'palette')
    .map((command) => ({
      id: command.id,
      kind: 'command',
      label: nameOf(command),
      detail: words.groups[groupOf(command)],
      keys: shownKeysOf(command.id, preferences),
      run: command.run,
    }))
}

const commandsAt = (_typed: string) => possibleCommands()

function groupOf({ id }: PossibleCommand) {
  if (isNamed(id)) return placeOfCommand(id).group
  return id.startsWith('page:') ? 'settings' : id.startsWith('folder:') ? 'list' : 'everywhere'
}

function useOpenConversation() {
  const navigate = useNavigate()
  return (conversationId: string) =>
    void navigate({ to: '/conversations/$conversationId', params: { conversationId } })
}

type Open = ReturnType<typeof useOpenConversation>

/** What is open in this browser anyway: the newest first, once, since there may be ten thousand. */
function useKnownConversations(open: Open): Entry[] {
  const feed = useFeed()
  const { conversation: words } = useWords()
  const formats = useFormats()
  const [known] = useState(() => {
    const state = feed.state.get()
    return [...state.conversations.values()]
      .sort((one, other) => (one.lastActivityAt < other.lastActivityAt ? 1 : -1))
      .map(({ id, contact, channelId, number }) => ({
        id,
        kind: 'conversation' as const,
        label: contact.name,
        detail: `${channelTitle(state, channelId)} · ${words.number(formats.number(number))}`,
        keys: undefined,
      }))
  })
  return known.map((entry) => ({ ...entry, run: () => open(entry.id) }))
}

function useFoundEntries(typed: string, open: Open): Entry[] {
  const found = useFoundNames(typed)
  const navigate = useNavigate()
  const openCard = (contact: string) => void navigate({ to: '/clients', search: { contact } })
  const feed = useFeed()
  const { conversation: words } = useWords()
  const formats = useFormats()
  const state = feed.state.get()
  return [
    ...found.conversations.map(({ id, contact, channelId, number }) => ({
      id,
      kind: 'contact' as const,
      label: contact.name,
      detail: `${channelTitle(state, channelId)} · ${words.number(formats.number(number))}`,
      keys: undefined,
      run: () => open(id),
    })),
    ...found.contacts.map(({ id, name, detail, conversationId }) => ({
      id: `contact:${id}`,
      kind: 'contact' as const,
      label: name,
      detail,
      keys: undefined,
      // Who has not written yet, or elsewhere than the reader sees, has a card all the same.
      run: () => (conversationId ? open(conversationId) : openCard(id)),
    })),
  ]
}
