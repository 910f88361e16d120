import type { ChannelKindView } from '@otklik/protocol'

import { Store } from '../../ui/store.ts'
import { type FileProblem, problemOf, Upload } from '../files/index.ts'

/** A file in the composer: on its way to us, or refused before it left. */
export type Attachment =
  | { readonly type: 'upload'; readonly id: string; readonly upload: Upload }
  | {
      readonly type: 'refused'
      readonly id: string
      readonly name: string
      readonly problem: FileProblem | { type: 'too-many'; limit: number }
    }

/** One message carries no more than this. */
export const mostFiles = 10

const attached = new Map<string, Store<readonly Attachment[]>>()

/** They stay when the operator looks into another conversation and comes back. */
export function attachmentsOf(conversationId: string): Store<readonly Attachment[]> {
  let store = attached.get(conversationId)
  if (!store) {
    store = new Store<readonly Attachment[]>([])
    attached.set(conversationId, store)
  }
  return store
}

export function attach(
  store: Store<readonly Attachment[]>,
  files: readonly File[],
  capabilities: ChannelKindView['capabilities'],
): void {
  const next = [...store.get()]
  for (const file of files) {
    const count = next.filter(({ type }) => type === 'upload').length
    const problem =
      count >= mostFiles
        ? ({ type: 'too-many', limit: mostFiles } as const)
        : problemOf(file, capabilities)
    if (problem) {
      next.push({ type: 'refused', id: crypto.randomUUID(), name: file.name, problem })
    } else {
      const upload = new Upload(file)
      next.push({ type: 'upload', id: upload.localId, upload })
    }
  }
  store.set(next)
}

export function detach(store: Store<readonly Attachment[]>, id: string): void {
  const attachment = store.get().find((each) => each.id === id)
  if (attachment?.type === 'upload') attachment.upload.cancel()
  store.set(store.get().filter((each) => each.id !== id))
}

/** Takes out what can be sent; refused and failed files stay, so that nobody thinks they left. */
export function takeUploads(store: Store<readonly Attachment[]>): Upload[] {
  const uploads = sendable(store.get())
  store.set(store.get().filter((each) => each.type === 'refused' || !uploads.includes(each.upload)))
  return uploads
}

export function sendable(attachments: readonly Attachment[]): Upload[] {
  return attachments.flatMap((each) =>
    each.type === 'upload' && each.upload.state.get().status !== 'failed' ? [each.upload] : [],
  )
}
