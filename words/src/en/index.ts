import { errors } from './errors.ts'
import { mail } from './mail.ts'
import { ready } from './ready.ts'
import { web } from './web.ts'

export const en = { errors, mail, ready, web }
