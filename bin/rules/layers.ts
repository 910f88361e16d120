import { isTest, type Problem, type Source } from './source.ts'

/** Left never imports right; folders of one layer may know each other through their doors. */
const layers: string[][] = [
  ['config.ts', 'lib'],
  ['database', 'http', 'realtime', 'processes'],
  ['rules'],
  [
    'access',
    'accounts',
    'company-sign-in',
    'operators',
    'teams',
    'channel-groups',
    'schedules',
    'settings',
    'audit',
    'modules',
    'labels',
    'installation',
    'filters',
    'api-keys',
  ],
  ['channels'],
  ['connections'],
  ['contacts', 'files'],
  ['conversations'],
  [
    'routing',
    'bots',
    'templates',
    'drafts',
    'contact-forms',
    'quick-replies',
    'ratings',
    'quality',
    'search',
    'retention',
    'tracking',
    'reports',
    'settings-checks',
  ],
  [
    'inbound',
    'outbound',
    'timers',
    'alerts',
    'monitoring',
    'notifications',
    'webhooks-out',
    'site',
    'export',
    'moving',
    'demo',
  ],
  ['app'],
  ['main.ts'],
]

/** Has no door: each of its files is a small thing of its own. */
const withoutDoor = 'lib'

export function checkLayers(source: Source): Problem[] {
  const from = domainOf(source.path)
  if (!from || isTest(source.path)) return []
  const problem = (sentence: string) => ({ path: source.path, sentence })
  if (layerOf(from) < 0) {
    return [problem(`server/src/${from} has no layer: give it one in bin/rules/layers.ts.`)]
  }
  return source.imports.flatMap(({ target }) => {
    const to = target && domainOf(target)
    if (!to || to === from) return []
    if (to === 'testing') return [problem('Only tests import testing/.')]
    if (from === 'channels' && layerOf(to) > layerOf('lib')) {
      return [problem(`channels imports lib only, not ${to}.`)]
    }
    if (layerOf(to) > layerOf(from)) {
      return [problem(`${from} may not import ${to}: left never imports right (ARCHITECTURE.md).`)]
    }
    const isDoor = target === `server/src/${to}/index.ts` || to.endsWith('.ts')
    if (isDoor || to === withoutDoor) return []
    return [problem(`Enter ${to} through its index.ts, not through ${target}.`)]
  })
}

/** Folders of channels/ that are not platforms: what all of them build with, and are tested by. */
const shared = ['kit', 'suite']

/** The one file that knows who there is. */
const catalogue = 'server/src/channels/catalogue.ts'

/** A platform is one folder: what two of them share belongs to the contract or the kit. */
export function checkPlatforms({ path, imports }: Source): Problem[] {
  if (path === catalogue || (isTest(path) && !platformOf(path))) return []
  const from = platformOf(path)
  return imports
    .map(({ target }) => target && platformOf(target))
    .filter((to) => to && to !== from)
    .map((to) => ({
      path,
      sentence: from
        ? `${from} may not import from ${to}.`
        : `Only the catalogue knows ${to}: ask it for the channel's kind.`,
    }))
}

/** What the packages of the repository may know of each other. */
export function checkPackages({ path, imports }: Source): Problem[] {
  const from = packageOf(path)
  if (from === 'bin') return []
  const mayImport = { protocol: [], words: [], emulators: [] }[from] ?? ['protocol', 'words']
  return imports.flatMap(({ specifier, target }) => {
    // That the pages make of the feed what the server meant is tested with both at hand.
    const isFeedTest = path.startsWith('server/src/realtime/') && isTest(path)
    if (isFeedTest && target?.startsWith('web/src/features/feed/')) return []
    if (target && packageOf(target) !== from) {
      return [{ path, sentence: `${specifier} leaves the ${from} package: import it by its name.` }]
    }
    // How somebody signs in through their company is tested beside a provider of identities.
    const isTested = from === 'e2e' || (from === 'server' && isTest(path))
    if (isTested && specifier === '@otklik/emulators/identity-provider') return []
    const to = /^@otklik\/([^/]+)/.exec(specifier)?.[1]
    if (!to || (mayImport as string[]).includes(to)) return []
    const allowed = mayImport.length > 0 ? `only ${mayImport.join(' and ')}` : 'nothing of ours'
    return [{ path, sentence: `${from} imports ${allowed}, not ${to}.` }]
  })
}

function domainOf(path: string): string | undefined {
  return /^server\/src\/([^/]+)/.exec(path)?.[1]
}

/** The platform whose folder a file is in. */
export function platformOf(path: string): string | undefined {
  const folder = /^server\/src\/channels\/([^/]+)\//.exec(path)?.[1]
  return folder && !shared.includes(folder) ? folder : undefined
}

function packageOf(path: string): string {
  return path.split('/')[0] ?? ''
}

function layerOf(domain: string): number {
  return layers.findIndex((layer) => layer.includes(domain))
}
