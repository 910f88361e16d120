import { audit } from './web/audit.ts'
import { channelGroups } from './web/channel-groups.ts'
import { channelRules } from './web/channel-rules.ts'
import { channelSettings } from './web/channel-settings.ts'
import { companies } from './web/companies.ts'
import { companySignIn } from './web/company-sign-in.ts'
import { dryRun } from './web/dry-run.ts'
import { editing } from './web/editing.ts'
import { labels } from './web/labels.ts'
import { modules } from './web/modules.ts'
import { profile } from './web/profile.ts'
import { protection } from './web/protection.ts'
import { schedule } from './web/schedule.ts'
import { settingsCheck } from './web/settings-check.ts'
import { teams } from './web/teams.ts'
import { tracking } from './web/tracking.ts'

/** What only the settings show: it comes with them. */
export const webSettings = {
  audit,
  channelGroups,
  channelRules,
  channelSettings,
  companies,
  companySignIn,
  dryRun,
  editing,
  labels,
  modules,
  profile,
  protection,
  schedule,
  settingsCheck,
  teams,
  tracking,
}
