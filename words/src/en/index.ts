import { errors } from './errors.ts'
import { mail } from './mail.ts'
import { web } from './web.ts'

export const en = { errors, mail, web }
