import { bots } from './bots.ts'
import { company } from './company.ts'
import { contactForm } from './contact-form.ts'
import { errors } from './errors.ts'
import { gallery } from './gallery.ts'
import { mail } from './mail.ts'
import { push } from './push.ts'
import { quality } from './quality.ts'
import { ready } from './ready.ts'
import { siteWidget } from './site-widget.ts'
import { supervision } from './supervision.ts'
import { web } from './web.ts'
import { webChannel } from './web-channel.ts'
import { webContacts } from './web-contacts.ts'
import { webDevelopers } from './web-developers.ts'
import { webReports } from './web-reports.ts'
import { webSettings } from './web-settings.ts'
import { webSite } from './web-site.ts'
import { webTools } from './web-tools.ts'

export const en = {
  bots,
  company,
  contactForm,
  errors,
  gallery,
  mail,
  push,
  quality,
  ready,
  siteWidget,
  supervision,
  web: {
    ...web,
    ...webChannel,
    ...webContacts,
    ...webDevelopers,
    ...webReports,
    ...webSettings,
    ...webSite,
    ...webTools,
  },
}
