import type { ChannelKindView, FileView } from '@otklik/protocol'

import { Store } from '../../ui/store.ts'
import { type FileProblem, goesAsDocument, problemOf, Upload } from '../files/index.ts'

/** A file in the composer: on its way to us, or refused before it left. */
export type Attachment =
  | {
      readonly type: 'upload'
      readonly id: string
      readonly upload: Upload
      /** A picture, say, that the customer will have to open. */
      readonly asDocument: boolean
    }
  /** With us already: of a quick reply, or from another device. */
  | { readonly type: 'kept'; readonly id: string; readonly view: FileView }
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
  onReady: () => void,
): void {
  const next = [...store.get()]
  for (const file of files) {
    const count = next.filter(({ type }) => type !== 'refused').length
    const problem =
      count >= mostFiles
        ? ({ type: 'too-many', limit: mostFiles } as const)
        : problemOf(file, capabilities)
    if (problem) {
      next.push({ type: 'refused', id: crypto.randomUUID(), name: file.name, problem })
    } else {
      const upload = new Upload(file)
      const asDocument = goesAsDocument(file, capabilities)
      next.push({ type: 'upload', id: upload.localId, upload, asDocument })
      // Each time it gets there: it may fail at first, and be uploaded again.
      upload.state.subscribe(() => upload.state.get().view && onReady())
    }
  }
  store.set(next)
}

export function detach(store: Store<readonly Attachment[]>, id: string): void {
  const attachment = store.get().find((each) => each.id === id)
  if (attachment?.type === 'upload') attachment.upload.cancel()
  store.set(store.get().filter((each) => each.id !== id))
}

/** Files that need no upload, beside what is there. */
export function keep(store: Store<readonly Attachment[]>, views: readonly FileView[]): void {
  const known = new Set(viewsOf(store.get()).map(({ id }) => id))
  const added = views
    .filter(({ id }) => !known.has(id))
    .map((view) => ({ type: 'kept', id: view.id, view }) as const)
  if (added.length > 0) store.set([...store.get(), ...added].slice(0, mostFiles))
}

/** What a draft came with from elsewhere, or lost there. */
export function follow(store: Store<readonly Attachment[]>, views: readonly FileView[]): void {
  const wanted = new Set(views.map(({ id }) => id))
  const left = store.get().filter((each) => each.type !== 'kept' || wanted.has(each.view.id))
  if (left.length < store.get().length) store.set(left)
  keep(store, views)
}

/** Those that are with us. */
export function viewsOf(attachments: readonly Attachment[]): FileView[] {
  return attachments.flatMap((each) => {
    if (each.type === 'kept') return [each.view]
    return each.type === 'upload' ? (each.upload.state.get().view ?? []) : []
  })
}

/** Takes out what can be sent; refused and failed files stay, so that nobody thinks they left. */
export function takeFiles(store: Store<readonly Attachment[]>): {
  uploads: Upload[]
  files: FileView[]
} {
  const all = store.get()
  const uploads = sendable(all)
  const files = all.flatMap((each) => (each.type === 'kept' ? [each.view] : []))
  store.set(all.filter((each) => each.type !== 'kept' && !isIn(uploads, each)))
  return { uploads, files }
}

const isIn = (uploads: readonly Upload[], each: Attachment): boolean =>
  each.type === 'upload' && uploads.includes(each.upload)

export function hasFiles(attachments: readonly Attachment[]): boolean {
  return sendable(attachments).length > 0 || attachments.some(({ type }) => type === 'kept')
}

export function sendable(attachments: readonly Attachment[]): Upload[] {
  return attachments.flatMap((each) =>
    each.type === 'upload' && each.upload.state.get().status !== 'failed' ? [each.upload] : [],
  )
}
