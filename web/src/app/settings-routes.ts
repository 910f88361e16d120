import { createRoute, lazyRouteComponent } from '@tanstack/react-router'

import { filterFrom } from '../features/audit/index.ts'
import { channelSearch } from '../features/channel-settings/tabs.ts'
import { withWords } from '../words/index.ts'
import { signedIn } from './base-routes.ts'

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  // Pages inside it are drawn after it, so their texts are there too.
  component: lazyRouteComponent(
    withWords(['settings'], () => import('./settings-layout.tsx')),
    'SettingsLayout',
  ),
})
const settingsStart = createRoute({
  getParentRoute: () => settings,
  path: '/',
  component: lazyRouteComponent(
    () => import('../features/settings-shell/settings-home.tsx'),
    'SettingsHome',
  ),
})
const channels = createRoute({
  getParentRoute: () => settings,
  path: '/channels',
  component: lazyRouteComponent(
    () => import('../features/channel-settings/channels-page.tsx'),
    'ChannelsPage',
  ),
})
const channel = createRoute({
  getParentRoute: () => settings,
  path: '/channels/$channelId',
  validateSearch: channelSearch,
  component: lazyRouteComponent(
    () => import('../features/channel-settings/channel-page.tsx'),
    'ChannelPage',
  ),
})
const templates = createRoute({
  getParentRoute: () => settings,
  path: '/channels/$channelId/templates',
  component: lazyRouteComponent(
    () => import('../features/templates/templates-page.tsx'),
    'TemplatesPage',
  ),
})
const widget = createRoute({
  getParentRoute: () => settings,
  path: '/channels/$channelId/widget',
  component: lazyRouteComponent(
    withWords(['site'], () => import('../features/site-widget/widget-page.tsx')),
    'WidgetPage',
  ),
})
const newChannel = createRoute({
  getParentRoute: () => settings,
  path: '/channels/new/$kind',
  validateSearch: (search: Record<string, unknown>): { signIn?: string } =>
    typeof search.signIn === 'string' ? { signIn: search.signIn } : {},
  component: lazyRouteComponent(
    () => import('../features/channel-settings/new-channel-page.tsx'),
    'NewChannelPage',
  ),
})
const signInReturn = createRoute({
  getParentRoute: () => settings,
  path: '/channels/sign-in',
  component: lazyRouteComponent(
    () => import('../features/channel-settings/sign-in-return-page.tsx'),
    'SignInReturnPage',
  ),
})
const schedule = createRoute({
  getParentRoute: () => settings,
  path: '/schedule',
  component: lazyRouteComponent(
    () => import('../features/schedule/schedule-page.tsx'),
    'SchedulePage',
  ),
})
const channelGroups = createRoute({
  getParentRoute: () => settings,
  path: '/channel-groups',
  component: lazyRouteComponent(
    () => import('../features/channel-groups/groups-page.tsx'),
    'GroupsPage',
  ),
})
const channelGroup = createRoute({
  getParentRoute: () => settings,
  path: '/channel-groups/$groupId',
  component: lazyRouteComponent(
    () => import('../features/channel-groups/group-page.tsx'),
    'GroupPage',
  ),
})
const callTracking = createRoute({
  getParentRoute: () => settings,
  path: '/call-tracking',
  component: lazyRouteComponent(
    () => import('../features/tracking/tracking-page.tsx'),
    'TrackingPage',
  ),
})
const teams = createRoute({
  getParentRoute: () => settings,
  path: '/teams',
  component: lazyRouteComponent(() => import('../features/teams/teams-page.tsx'), 'TeamsPage'),
})
const team = createRoute({
  getParentRoute: () => settings,
  path: '/teams/$teamId',
  component: lazyRouteComponent(() => import('../features/teams/team-page.tsx'), 'TeamPage'),
})
const labels = createRoute({
  getParentRoute: () => settings,
  path: '/labels',
  component: lazyRouteComponent(() => import('../features/labels/labels-page.tsx'), 'LabelsPage'),
})
const quickReplies = createRoute({
  getParentRoute: () => settings,
  path: '/quick-replies',
  component: lazyRouteComponent(
    withWords(['tools'], () => import('../features/quick-replies/quick-replies-page.tsx')),
    'QuickRepliesPage',
  ),
})
const operators = createRoute({
  getParentRoute: () => settings,
  path: '/operators',
  component: lazyRouteComponent(
    () => import('../features/operators/operators-page.tsx'),
    'OperatorsPage',
  ),
})
const contactFields = createRoute({
  getParentRoute: () => settings,
  path: '/contact-fields',
  component: lazyRouteComponent(
    withWords(['contacts'], () => import('../features/contacts/fields-page.tsx')),
    'ContactFieldsPage',
  ),
})
const developers = createRoute({
  getParentRoute: () => settings,
  path: '/developers',
  component: lazyRouteComponent(
    withWords(['developers'], () => import('../features/developers/developers-page.tsx')),
    'DevelopersPage',
  ),
})
const retention = createRoute({
  getParentRoute: () => settings,
  path: '/retention',
  component: lazyRouteComponent(
    withWords(['developers'], () => import('../features/retention/retention-page.tsx')),
    'RetentionPage',
  ),
})
const webhook = createRoute({
  getParentRoute: () => settings,
  path: '/developers/webhooks/$webhookId',
  component: lazyRouteComponent(
    withWords(['developers'], () => import('../features/developers/webhook-page.tsx')),
    'WebhookPage',
  ),
})
const audit = createRoute({
  getParentRoute: () => settings,
  path: '/audit',
  validateSearch: filterFrom,
  component: lazyRouteComponent(() => import('../features/audit/audit-page.tsx'), 'AuditPage'),
})
const modules = createRoute({
  getParentRoute: () => settings,
  path: '/modules',
  component: lazyRouteComponent(
    () => import('../features/modules/modules-page.tsx'),
    'ModulesPage',
  ),
})
const signInSettings = createRoute({
  getParentRoute: () => settings,
  path: '/sign-in',
  component: lazyRouteComponent(
    () => import('../features/protection/sign-in-settings-page.tsx'),
    'SignInSettingsPage',
  ),
})
const companies = createRoute({
  getParentRoute: () => settings,
  path: '/companies',
  component: lazyRouteComponent(
    () => import('../features/companies/companies-page.tsx'),
    'CompaniesPage',
  ),
})
const profile = createRoute({
  getParentRoute: () => settings,
  path: '/profile',
  component: lazyRouteComponent(
    withWords(['tools'], () => import('../features/profile/profile-page.tsx')),
    'ProfilePage',
  ),
})

/** «Настройки» and every page inside them. */
export const settingsRoutes = settings.addChildren([
  settingsStart,
  channels,
  channel,
  templates,
  widget,
  newChannel,
  signInReturn,
  schedule,
  channelGroups,
  channelGroup,
  callTracking,
  teams,
  team,
  labels,
  quickReplies,
  operators,
  contactFields,
  developers,
  webhook,
  retention,
  audit,
  modules,
  signInSettings,
  companies,
  profile,
])
