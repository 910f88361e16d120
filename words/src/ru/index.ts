import { errors } from './errors.ts'
import { mail } from './mail.ts'
import { web } from './web.ts'

export const ru = { errors, mail, web }
