import { Store } from './store.ts'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly action?: { label: string; run: () => void }
}

const lastsMs = 8000

export const toasts = new Store<readonly Toast[]>([])

let lastId = 0

/** A short word about a reversible act. What must be read stands where it happened instead. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  lastId += 1
  const id = lastId
  toasts.set([...toasts.get().slice(-2), { ...toast, id }])
  setTimeout(() => hideToast(id), lastsMs)
}

export function hideToast(id: number): void {
  toasts.set(toasts.get().filter((toast) => toast.id !== id))
}
