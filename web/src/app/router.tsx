import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router'

import { clientAddress } from '../features/contacts/client-search.ts'
import { qualitySearch } from '../features/quality/quality-search.ts'
import { reportSearch } from '../features/reports/report-search.ts'
import { searchFilterFrom } from '../features/search/search-filter.ts'
import { boardSearch } from '../features/supervision/board-search.ts'
import { BrokenPart } from '../ui/broken-part.tsx'
import { withWords } from '../words/index.ts'
import { root, signedIn } from './base-routes.ts'
import { NotFoundPage } from './not-found-page.tsx'
import { settingsRoutes } from './settings-routes.ts'

/** Stays mounted while conversations change, so that columns keep their scroll and their drafts. */
const workplace = createRoute({
  getParentRoute: () => signedIn,
  id: 'workplace',
  validateSearch: (search: Record<string, unknown>): { folder?: string } =>
    typeof search.folder === 'string' ? { folder: search.folder } : {},
  component: lazyRouteComponent(() => import('./workplace-page.tsx'), 'WorkplacePage'),
})
const noConversation = createRoute({ getParentRoute: () => workplace, path: '/' })
const conversation = createRoute({
  getParentRoute: () => workplace,
  path: '/conversations/$conversationId',
})

const queue = createRoute({
  getParentRoute: () => signedIn,
  path: '/queue',
  validateSearch: (search: Record<string, unknown>): { team?: string; channel?: string } => ({
    ...(typeof search.team === 'string' && { team: search.team }),
    ...(typeof search.channel === 'string' && { channel: search.channel }),
  }),
  component: lazyRouteComponent(() => import('./queue-layout.tsx'), 'QueueLayout'),
})

const supervision = createRoute({
  getParentRoute: () => signedIn,
  path: '/supervision',
  validateSearch: boardSearch,
  component: lazyRouteComponent(
    withWords(['tools'], () => import('./supervision-layout.tsx')),
    'SupervisionLayout',
  ),
})

const reports = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports/$report',
  validateSearch: reportSearch,
  component: lazyRouteComponent(
    withWords(['reports'], () => import('./reports-layout.tsx')),
    'ReportsLayout',
  ),
})
const reportsStart = createRoute({
  getParentRoute: () => signedIn,
  path: '/reports',
  beforeLoad: () => {
    throw redirect({ to: '/reports/$report', params: { report: 'overview' } })
  },
})

const quality = createRoute({
  getParentRoute: () => signedIn,
  path: '/quality',
  component: lazyRouteComponent(
    withWords(['tools'], () => import('./quality-layout.tsx')),
    'QualityLayout',
  ),
})
const qualityStart = createRoute({
  getParentRoute: () => quality,
  path: '/',
  validateSearch: qualitySearch,
  component: lazyRouteComponent(
    () => import('../features/quality/quality-page.tsx'),
    'QualityPage',
  ),
})
const qualityReview = createRoute({
  getParentRoute: () => quality,
  path: '/reviews/$reviewId',
  component: lazyRouteComponent(() => import('../features/quality/review-page.tsx'), 'ReviewPage'),
})
const qualityConversation = createRoute({
  getParentRoute: () => quality,
  path: '/conversations/$conversationId',
  component: lazyRouteComponent(
    () => import('../features/quality/conversation-page.tsx'),
    'ConversationQualityPage',
  ),
})
const qualityCalibration = createRoute({
  getParentRoute: () => quality,
  path: '/calibrations/$sampleId',
  component: lazyRouteComponent(
    () => import('../features/quality/calibration-page.tsx'),
    'CalibrationPage',
  ),
})
const qualityCard = createRoute({
  getParentRoute: () => quality,
  path: '/cards/$cardId',
  component: lazyRouteComponent(() => import('../features/quality/card-page.tsx'), 'CardPage'),
})

const clients = createRoute({
  getParentRoute: () => signedIn,
  path: '/clients',
  component: lazyRouteComponent(
    withWords(['contacts'], () => import('./clients-layout.tsx')),
    'ClientsLayout',
  ),
})
const clientList = createRoute({
  getParentRoute: () => clients,
  path: '/',
  validateSearch: clientAddress,
  component: lazyRouteComponent(
    withWords(['contacts'], () => import('../features/contacts/clients-page.tsx')),
    'ClientsPage',
  ),
})

const search = createRoute({
  getParentRoute: () => signedIn,
  path: '/search',
  validateSearch: searchFilterFrom,
  component: lazyRouteComponent(
    withWords(['tools'], () => import('./search-layout.tsx')),
    'SearchLayout',
  ),
})

const clientImport = createRoute({
  getParentRoute: () => clients,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { import?: string } =>
    typeof search.import === 'string' ? { import: search.import } : {},
  component: lazyRouteComponent(
    withWords(['contacts'], () => import('../features/contacts/import-page.tsx')),
    'ImportPage',
  ),
})

const bots = createRoute({
  getParentRoute: () => signedIn,
  path: '/bots',
  component: lazyRouteComponent(
    withWords(['settings'], () => import('../features/bots/bots-page.tsx')),
    'BotsPage',
  ),
})
const bot = createRoute({
  getParentRoute: () => signedIn,
  path: '/bots/$botId',
  component: lazyRouteComponent(
    withWords(['settings'], () => import('../features/bots/bot-page.tsx')),
    'BotPage',
  ),
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string; company?: string } => ({
    ...(isOwnAddress(search.next) && { next: search.next }),
    ...(typeof search.company === 'string' && { company: search.company }),
  }),
  component: lazyRouteComponent(() => import('../features/access/sign-in-page.tsx'), 'SignInPage'),
})
const companyReturn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/return',
  component: lazyRouteComponent(
    () => import('../features/access/company-return-page.tsx'),
    'CompanyReturnPage',
  ),
})
const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  component: lazyRouteComponent(
    () => import('../features/access/first-run-page.tsx'),
    'FirstRunPage',
  ),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitations/$token',
  component: lazyRouteComponent(
    () => import('../features/access/invitation-page.tsx'),
    'InvitationPage',
  ),
})
const password = createRoute({
  getParentRoute: () => root,
  path: '/password/$token',
  component: lazyRouteComponent(
    () => import('../features/access/password-page.tsx'),
    'PasswordPage',
  ),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signedIn.addChildren([
      workplace.addChildren([noConversation, conversation]),
      queue,
      quality.addChildren([
        qualityStart,
        qualityReview,
        qualityConversation,
        qualityCalibration,
        qualityCard,
      ]),
      clients.addChildren([clientList, clientImport]),
      search,
      supervision,
      reports,
      reportsStart,
      bots,
      bot,
      settingsRoutes,
    ]),
    signIn,
    firstRun,
    companyReturn,
    invitation,
    password,
  ]),
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: ({ reset }) => <BrokenPart onRepeat={reset} />,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
  interface HistoryState {
    /** The reader was inside a moment ago, and not any more. */
    hasSessionEnded?: boolean
  }
}

/** Only a path of this site: an address from a link must not lead elsewhere after signing in. */
function isOwnAddress(value: unknown): value is string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value)
}
