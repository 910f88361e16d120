import { access } from './web/access.ts'
import { audit } from './web/audit.ts'
import { card } from './web/card.ts'
import { channelRules } from './web/channel-rules.ts'
import { channelSettings } from './web/channel-settings.ts'
import { common, failures } from './web/common.ts'
import { companies } from './web/companies.ts'
import { composer, files } from './web/composer.ts'
import { conversation } from './web/conversation.ts'
import { dryRun } from './web/dry-run.ts'
import { editing } from './web/editing.ts'
import { feed } from './web/feed.ts'
import { folders, list } from './web/list.ts'
import { modules } from './web/modules.ts'
import { notices } from './web/notices.ts'
import { operators } from './web/operators.ts'
import { presence } from './web/presence.ts'
import { profile } from './web/profile.ts'
import { queue } from './web/queue.ts'
import { decision, offer, pause, transfer } from './web/routing.ts'
import { schedule } from './web/schedule.ts'
import { settings } from './web/settings.ts'
import { settingsCheck } from './web/settings-check.ts'
import { shortcuts } from './web/shortcuts.ts'
import { system } from './web/system.ts'
import { teams } from './web/teams.ts'
import { templates } from './web/templates.ts'
import { transcript } from './web/transcript.ts'
import { troubles } from './web/troubles.ts'

/** The interface. */
export const web = {
  access,
  audit,
  card,
  channelRules,
  channelSettings,
  common,
  companies,
  composer,
  conversation,
  decision,
  dryRun,
  editing,
  failures,
  feed,
  files,
  folders,
  list,
  modules,
  notices,
  offer,
  operators,
  pause,
  presence,
  profile,
  queue,
  schedule,
  settings,
  settingsCheck,
  shortcuts,
  system,
  teams,
  templates,
  transcript,
  transfer,
  troubles,
}
