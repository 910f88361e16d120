import { getPushKey } from './api/get-push-key.ts'
import { forgetSubscription, saveSubscription } from './api/push-subscription.ts'
import { hasWorkers, openWorker } from './worker.ts'

export const canPush = (): boolean =>
  hasWorkers() && 'PushManager' in window && 'Notification' in window

/** Whether this browser is told while the workplace is closed in it. */
export async function isPushOn(): Promise<boolean> {
  if (!canPush() || Notification.permission !== 'granted') return false
  const worker = await navigator.serviceWorker.getRegistration()
  return (await worker?.pushManager.getSubscription()) != null
}

/** Asks its reader, which a browser allows only in answer to a click. False when they refuse. */
export async function switchPushOn(): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  const worker = await openWorker()
  await navigator.serviceWorker.ready
  const { key } = await getPushKey()
  const asked = { userVisibleOnly: true, applicationServerKey: bytesOf(key) }
  const subscription = await worker.pushManager.subscribe(asked).catch(async () => {
    // It was made for another installation that was at this address before.
    await (await worker.pushManager.getSubscription())?.unsubscribe()
    return worker.pushManager.subscribe(asked)
  })
  await saveSubscription(subscription)
  return true
}

export async function switchPushOff(): Promise<void> {
  const worker = await navigator.serviceWorker.getRegistration()
  await (await worker?.pushManager.getSubscription())?.unsubscribe()
  await forgetSubscription()
}

/** A subscription ends with the session it was made in: a new one takes it over. */
export async function renewPush(): Promise<void> {
  if (!(await isPushOn())) return
  const worker = await navigator.serviceWorker.getRegistration()
  const subscription = await worker?.pushManager.getSubscription()
  if (subscription) await saveSubscription(subscription)
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
