import { bots } from './bots.ts'
import { company } from './company.ts'
import { errors } from './errors.ts'
import { gallery } from './gallery.ts'
import { mail } from './mail.ts'
import { ready } from './ready.ts'
import { tools } from './tools.ts'
import { web } from './web.ts'
import { webSettings } from './web-settings.ts'

export const ru = {
  bots,
  company,
  errors,
  gallery,
  mail,
  ready,
  tools,
  web: { ...web, ...webSettings },
}
