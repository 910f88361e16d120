import type { BulkAct, BulkAnswer } from '@otklik/protocol'
import { useMutation } from '@tanstack/react-query'

import { formError } from '../../ui/form-failure.ts'
import { showToast } from '../../ui/toasts.ts'
import { currentWords } from '../../words/index.ts'
import { selectOnly } from '../conversations/index.ts'
import { type Feed, useFeed } from '../feed/index.ts'
import { useOutbox, whenSent } from '../outbox/index.ts'
import { actOnMany } from './api.ts'
import { closingTogether } from './closing-together.ts'
import { resultsInWords } from './results-in-words.ts'

interface Asked {
  ids: readonly string[]
  act: BulkAct
  /** What takes it back, where something does. */
  undo?: BulkAct
  /** Whom it was new to: the others stay what they were before. All, when not given. */
  undoIds?: readonly string[]
}

/** Acts on all that are selected, tells what became of them, and offers one undo for all. */
export function useBulk() {
  const feed = useFeed()
  const outbox = useOutbox()
  const telling = useMutation({
    mutationFn: async ({ ids, act }: Asked): Promise<BulkAnswer> => {
      if (act.type !== 'close') return actOnMany(ids, act)
      const sent = await whenSent(outbox, ids)
      closingTogether.set(new Set([...closingTogether.get(), ...sent]))
      return sent.length > 0 ? actOnMany(sent, act) : { results: [] }
    },
    onSuccess: ({ results }, { act, undo, undoIds }) => {
      const done = learn(feed, results).filter((id) => undoIds?.includes(id) ?? true)
      selectOnly(results.flatMap(({ id, error }) => (error ? [id] : [])))
      if (results.length === 0) return
      const { bulk, common } = currentWords()
      const name = act.type === 'close' && act.as === 'spam' ? 'spam' : act.type
      const text = resultsInWords(results, nameOf(name), bulk)
      const run = () => undo && void takeBack(feed, done, undo)
      const action = undo && done.length > 0 ? { label: common.undo, run } : undefined
      showToast({ text, ...(action && { action, isUndo: true }) })
    },
    onError: (failure) => showToast({ text: formError(failure) ?? failure.message }),
  })
  return telling
}

const nameOf = (type: BulkAct['type'] | 'spam') =>
  type === 'undo-close' || type === 'undo-transfer' || type === 'resume' ? 'undo' : type

async function takeBack(feed: Feed, ids: string[], undo: BulkAct): Promise<void> {
  const { bulk } = currentWords()
  try {
    const { results } = await actOnMany(ids, undo)
    learn(feed, results)
    // Whoever closes one of them again is told of it alone.
    closingTogether.set(new Set([...closingTogether.get()].filter((id) => !ids.includes(id))))
    showToast({ text: resultsInWords(results, 'undo', bulk) })
  } catch (failure) {
    showToast({ text: formError(failure) ?? String(failure) })
  }
}

/** Which of them it was done to. */
function learn(feed: Feed, results: BulkAnswer['results']): string[] {
  return results.flatMap(({ id, conversation }) => {
    if (!conversation) return []
    feed.learnConversation(conversation)
    return [id]
  })
}
