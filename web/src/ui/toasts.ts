import { Store } from './store.ts'

export interface Toast {
  readonly id: number
  /** By this browser's clock. */
  readonly at: number
  readonly text: string
  readonly action?: { label: string; run: () => void }
  /** The action takes back what was done; the key for that runs it too. */
  readonly isUndo?: boolean
}

const lastsMs = 8000

export const toasts = new Store<readonly Toast[]>([])

let lastId = 0

/** A short word about a reversible act. What must be read stands where it happened instead. */
export function showToast(toast: Omit<Toast, 'id' | 'at'>): void {
  lastId += 1
  const id = lastId
  toasts.set([...toasts.get().slice(-2), { ...toast, id, at: Date.now() }])
  setTimeout(() => hideToast(id), lastsMs)
}

/** Takes back the latest act that still can be, if that was after `since`. */
export function undoLastToast(since = -Infinity): boolean {
  const last = toasts.get().findLast(({ isUndo }) => isUndo)
  if (!last?.action || last.at < since) return false
  hideToast(last.id)
  last.action.run()
  return true
}

export function hideToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}
