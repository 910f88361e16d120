import type { Address, Sender, ThreadId } from '../../channels/index.ts'
import type { Control } from '../sandbox-control.ts'
import type { Messenger, Story } from './story.ts'

/** How each stand-in names its people, as the messenger itself would. */
const namings: Record<Messenger, (person: number, phone?: string) => string> = {
  telegram: (person) => String(5_000_000_000 + person),
  vk: (person) => String(210_700_300 + person),
  edna: (person, phone) => phone ?? String(79_160_000_300 + person),
  viber: (person) => Buffer.from(`verba-demo-${person}`).toString('base64'),
  max: (person) => String(3_098_765_900 + person),
  site: (person) => `verbademo${String(person).padStart(4, '0')}`,
}

/** Who writes, by the name their messenger has for them. */
export function senderOf({ messenger, person, name, phone }: Story): Sender {
  const address = namings[messenger](person, phone) as Address
  return { address, name, language: 'ru', ...(messenger === 'edna' && { phone: address }) }
}

/** In private, a thread is called as the person is. */
export const threadOf = (story: Story): ThreadId => senderOf(story).address as string as ThreadId

interface Meeting {
  control: Control
  /** The company, as the stand-in's addresses have it: `bots/7100000001`. */
  company: string
  writesTo: object
}

/**
 * Lets the stand-in know them, without a phone on its page, and of their having written: who never
 * wrote cannot be answered. The word itself is kept from us, because it has been told already.
 */
export async function meet(story: Story, { control, company, writesTo }: Meeting): Promise<void> {
  const id = senderOf(story).address
  const [firstName = '', lastName = ''] = story.name.split(' ')
  await control('people', {
    ...(story.messenger === 'edna' ? { phone: id, name: story.name } : { id: Number(id) }),
    ...{ firstName, lastName, languageCode: 'ru', hasPhone: false },
    ...writesTo,
  })
  // There, who has allowed it may be written to: nothing has to be said.
  if (story.messenger === 'vk') return control(`${company}/people/${id}/allow`, {})
  const chat = story.messenger === 'telegram' ? Number(id) : id
  await control(`${company}/faults`, { kind: 'lost-update', chat, count: 1 })
  const said = story.steps.flatMap((step) => ('says' in step ? [step.says] : []))
  await control(`${company}/people/${id}/text`, { text: said.at(-1) ?? '' })
}
