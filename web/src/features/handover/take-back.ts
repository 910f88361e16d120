import type { BulkAct } from '@otklik/protocol'

import { formError } from '../../ui/form-failure.ts'
import { showToast, type Toast } from '../../ui/toasts.ts'
import { currentWords } from '../../words/index.ts'
import type { SupervisionWords } from '../../words/supervision-words.ts'
import { closingTogether } from '../bulk/index.ts'
import type { Feed } from '../feed/index.ts'
import { actOnMany } from './api/act-on-many.ts'

interface Done {
  feed: Feed
  ids: readonly string[]
  undo: BulkAct
  words: SupervisionWords['bulk']
}

/** One undo for all of them; what has changed since is told, and stays as it is. */
export function undoOf(done: Done): Pick<Toast, 'action' | 'isUndo'> {
  if (done.ids.length === 0) return {}
  const { common } = currentWords()
  return { action: { label: common.undo, run: () => void takeBack(done) }, isUndo: true }
}

async function takeBack({ feed, ids, undo, words }: Done): Promise<void> {
  try {
    const { done, refused } = await actOnMany(ids, undo)
    feed.learnConversations(done)
    // Whoever closes one of them again is told of it alone.
    closingTogether.set(new Set([...closingTogether.get()].filter((id) => !ids.includes(id))))
    const [reason] = refused
    showToast({
      text: reason
        ? words.partlyUndone(done.length, refused.length, reason)
        : words.undone(done.length),
    })
  } catch (failure) {
    showToast({ text: formError(failure) ?? String(failure) })
  }
}
