import { useEffect } from 'react'

/** The worker is asked for once everything else is there; what it brings opens where we are. */
export function useWorker(onOpen: (path: string) => void): void {
  useEffect(() => {
    if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
    const timer = setTimeout(() => void open(), 3000)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const listen = ({ data }: MessageEvent<{ type?: string; path?: unknown }>) => {
      if (data.type === 'open' && typeof data.path === 'string') onOpen(data.path)
    }
    navigator.serviceWorker.addEventListener('message', listen)
    return () => navigator.serviceWorker.removeEventListener('message', listen)
  }, [onOpen])
}

/** Without it the workplace is the same, but nobody is told while it is closed. */
async function open(): Promise<void> {
  try {
    const [{ openWorker }, { renewPush }] = await Promise.all([
      import('./worker.ts'),
      import('./push.ts'),
    ])
    await openWorker()
    await renewPush()
  } catch {
    // No connection yet, or refused by private windows and plain http: the profile says what is possible.
  }
}
