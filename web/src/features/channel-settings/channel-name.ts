import type { Channel } from '@otklik/protocol'

/** «@verba_mebel_bot» where the platform has such names, else what the account calls itself. */
export function addressOf({ identity, name }: Pick<Channel, 'identity' | 'name'>): string {
  return identity?.username ? `@${identity.username}` : name
}
