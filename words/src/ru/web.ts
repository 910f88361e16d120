import { access } from './web/access.ts'
import { card } from './web/card.ts'
import { common, failures } from './web/common.ts'
import { composer, files } from './web/composer.ts'
import { conversation } from './web/conversation.ts'
import { feed } from './web/feed.ts'
import { folders, list } from './web/list.ts'
import { notices } from './web/notices.ts'
import { operators } from './web/operators.ts'
import { presence } from './web/presence.ts'
import { queue } from './web/queue.ts'
import { offer, pause, transfer } from './web/routing.ts'
import { settings } from './web/settings.ts'
import { system } from './web/system.ts'
import { templates } from './web/templates.ts'
import { transcript } from './web/transcript.ts'
import { troubles } from './web/troubles.ts'

/** The interface: what every page of it may need. Settings are apart. */
export const web = {
  access,
  card,
  common,
  composer,
  conversation,
  failures,
  feed,
  files,
  folders,
  list,
  notices,
  offer,
  operators,
  pause,
  presence,
  queue,
  settings,
  system,
  templates,
  transcript,
  transfer,
  troubles,
}
