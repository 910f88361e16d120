import { z } from 'zod'

/** «Чат-бот», «Контроль качества», «WhatsApp», «Коллтрекинг»: on or off for an account, by its owner. */
export const moduleName = z.enum(['bots', 'quality', 'whatsapp', 'call-tracking'])
export type ModuleName = z.output<typeof moduleName>

/** Which of them are on. */
export const modules = z.record(moduleName, z.boolean())
export type Modules = z.output<typeof modules>

export const switchModuleRequest = z.strictObject({ isOn: z.boolean() })
