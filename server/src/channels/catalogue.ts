import type { ChannelKind } from './contract.ts'
import { custom } from './custom/index.ts'
import { max } from './max/index.ts'
import { siteChat } from './site-chat/index.ts'
import { telegram } from './telegram/index.ts'
import { viber } from './viber/index.ts'
import { vk } from './vk/index.ts'
import { whatsapp } from './whatsapp/index.ts'

/** Every platform we speak, as the settings list them. Adding one is a folder and a line here. */
const kinds = [vk, whatsapp, viber, telegram, max, siteChat, custom]

export const catalogue: ReadonlyMap<string, ChannelKind> = new Map(
  kinds.map((kind) => [kind.id, kind]),
)
