import { openEdnaEmulator } from './edna/index.ts'
import type { Emulator, Surroundings } from './emulator.ts'
import { openMaxEmulator } from './max/index.ts'
import { openTelegramEmulator } from './telegram/index.ts'
import { openViberEmulator } from './viber/index.ts'
import { openVkEmulator } from './vk/index.ts'
import { openWhatsAppEmulator } from './whatsapp/index.ts'

/** Every emulated platform: one folder and one line here. */
export const CATALOGUE: ((around: Surroundings) => Promise<Emulator>)[] = [
  openTelegramEmulator,
  openVkEmulator,
  openWhatsAppEmulator,
  openEdnaEmulator,
  openMaxEmulator,
  openViberEmulator,
]
