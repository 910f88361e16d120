import { buttons } from './web/buttons.ts'
import { commands } from './web/commands.ts'
import { askContacts } from './web/contact-form.ts'
import { decision } from './web/decision.ts'
import { delivery } from './web/delivery.ts'
import { filters } from './web/filters.ts'
import { bulk, labelling } from './web/labelling.ts'
import { later } from './web/later.ts'
import { quickReplies } from './web/quick-replies.ts'
import { receivers } from './web/receivers.ts'
import { search } from './web/search.ts'
import { voice } from './web/voice.ts'

/** What the workplace opens when it is asked to: it comes with that. */
export const webTools = {
  askContacts,
  bulk,
  buttons,
  commands,
  decision,
  delivery,
  filters,
  labelling,
  later,
  quickReplies,
  receivers,
  search,
  voice,
}
