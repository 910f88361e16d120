import type { Connection } from '../channels/index.ts'

/** Where others can call us. */
export interface Reachable {
  /** Undefined where platforms cannot call us, and we have to ask them. */
  webhookUrl?: string
  /** Where this machine itself reaches us, for the sandbox, which runs on it. */
  ownUrl?(): string | undefined
}

type Settings = Readonly<Record<string, string>>

/** Its platform is our own stand-in, as only channels of the demo can say. */
export const isInSandbox = ({ apiUrl }: Settings): boolean => apiUrl === 'sandbox'

/** Where the platform of these settings comes for files. */
export function reachableFor(world: Reachable, settings: Settings): string | undefined {
  return world.webhookUrl ?? (isInSandbox(settings) ? world.ownUrl?.() : undefined)
}

/**
 * Where the platform of these settings calls us; undefined where it cannot. The sandbox does what
 * platforms do elsewhere: it is asked where it can be, and calls only where there is no other way.
 */
export function callUrlFor(
  world: Reachable,
  settings: Settings,
  connection: Pick<Connection, 'poll'>,
): string | undefined {
  if (world.webhookUrl) return world.webhookUrl
  return connection.poll ? undefined : reachableFor(world, settings)
}
