/** Where pages are kept out of reach of script from elsewhere, an address of a worker must be vouched for. */
interface TrustedScripts {
  createPolicy(
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ): { createScriptURL: (address: string) => string }
}

const ADDRESS = '/worker.js'

let registered: Promise<ServiceWorkerRegistration> | undefined

export const hasWorkers = (): boolean => 'serviceWorker' in navigator

/** The worker that is there while no page is; without a built interface there is none. */
export function openWorker(): Promise<ServiceWorkerRegistration> {
  registered ??= navigator.serviceWorker.register(vouched(ADDRESS))
  registered.catch(() => {
    registered = undefined
  })
  return registered
}

function vouched(address: string): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedScripts }
  if (!trustedTypes) return address
  const rules = { createScriptURL: (asked: string) => (asked === ADDRESS ? asked : '') }
  return trustedTypes.createPolicy('otklik-worker', rules).createScriptURL(address)
}
