import type { Chance } from './chance.ts'
import type { Thread, World } from './world.ts'

export type Act = (world: World, chance: Chance) => void

/** Somebody known, or somebody new. */
export function someThread(world: World, chance: Chance): Thread {
  const isNew = world.threads.length === 0 || (world.threads.length < 14 && chance.isTrue(0.3))
  return isNew ? world.addThread(chance.pick(world.channels)) : chance.pick(world.threads)
}

export const writes: Act = (world, chance) => {
  const thread = someThread(world, chance)
  world.tell(thread, { type: 'contact-wrote', message: world.draft(thread, 'слово') })
}

export const starts: Act = (world, chance) => {
  world.tell(someThread(world, chance), { type: 'contact-started', lineId: world.newId() })
}

export const presses: Act = (world, chance) => {
  const lineId = world.newId()
  world.tell(someThread(world, chance), { type: 'contact-pressed', lineId, value: 'да' })
}

export const blocks: Act = (world, chance) => {
  const thread = someThread(world, chance)
  const type = thread.isBlocking ? 'contact-unblocked' : 'contact-blocked'
  world.tell(thread, { type, lineId: world.newId() })
}

/** Answered in the platform's own application. */
export const hearsFromElsewhere: Act = (world, chance) => {
  const thread = someThread(world, chance)
  const message = world.draft(thread, 'из телефона', { id: 'phone', name: 'Телефон' })
  world.tell(thread, { type: 'answered-elsewhere', message })
}
