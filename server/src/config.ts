import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent'

/** Everything the environment decides, read once and checked before anything starts. */
export interface Config {
  port: number
  host: string
  /** Nobody but this machine can reach us. */
  isLoopback: boolean
  dataDir: string
  /** Absent: the embedded database. */
  databaseUrl?: string
  /** Where people and platforms find us, without a slash at the end. */
  publicUrl?: string
  isHttps: boolean
  secretKey?: string
  secretKeyFile?: string
  previousSecretKeys: string[]
  smtpUrl?: string
  sandboxPort: number
  /** Where files are kept instead of `dataDir`: a folder (`file://`), or a bucket that speaks S3. */
  filesUrl?: string
  /** Nodes of NATS, over which several processes hear of each other; none: over PostgreSQL. */
  natsUrls: string[]
  /** One of several processes on the same database. */
  isClustered: boolean
  /** Addresses of proxies whose X-Forwarded-* headers are believed; nobody's by default. */
  trustedProxies: string[]
  logLevel: LogLevel
  /** `auto` makes a demo account where that is safe, `always` refuses to start elsewhere. */
  demo: 'auto' | 'always' | 'never'
  isProduction: boolean
  /** Lets platform addresses be plain http on this machine, for emulators. */
  allowLoopbackPlatforms: boolean
  allowedPlatformHosts: string[]
  allowedProxies: string[]
  /** Hosts inside the network that chat-bots may call, over plain http too. */
  allowedBotHosts: string[]
  /** Hosts inside the network that webhooks may be sent to, over plain http too. */
  allowedWebhookHosts: string[]
  /** Hosts inside the network where companies' own providers of identities may be. */
  allowedSignInHosts: string[]
  /** Push services inside the network, over plain http too. */
  allowedPushHosts: string[]
  /** `<KIND>_API_URL` by the kind's id: stands in for the platform's official address. */
  platformApiUrls: Record<string, string>
  /** `<KIND>_CA_FILE` by the kind's id: a certificate authority (PEM) for that platform alone. */
  platformCertificates: Record<string, string>
  /** `<KIND>_APP_ID` and `<KIND>_APP_SECRET`: our own application, for signing in there. */
  platformApps: Record<string, { id: string; secret: string }>
  /** For tests: how long a platform may take to answer a sending call. */
  sendTimeoutMs?: number
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

type Environment = Record<string, string | undefined>

export function readConfig(environment: Environment = process.env): Config {
  const from = new Reader(environment)
  const port = from.port('PORT') ?? 3000
  const host = from.text('HOST') ?? '127.0.0.1'
  const publicUrl = from.url('PUBLIC_URL', ['http:', 'https:'])
  const config: Config = {
    port,
    host,
    isLoopback: isLoopbackHost(host),
    dataDir: resolve(from.text('DATA_DIR') ?? 'data'),
    ...optional('databaseUrl', from.databaseUrl('DATABASE_URL')),
    ...optional('publicUrl', publicUrl),
    isHttps: publicUrl?.startsWith('https:') ?? false,
    ...optional('secretKey', from.text('SECRET_KEY')),
    ...optional('secretKeyFile', from.text('SECRET_KEY_FILE')),
    previousSecretKeys: from.list('SECRET_KEY_PREVIOUS'),
    ...optional('smtpUrl', from.url('SMTP_URL', ['smtp:', 'smtps:'])),
    sandboxPort: from.port('SANDBOX_PORT') ?? (port === 0 ? 0 : port + 1),
    ...optional('filesUrl', from.filesUrl('FILES_URL')),
    natsUrls: from.urls('NATS_URL', ['nats:', 'tls:']),
    isClustered: from.flag('CLUSTER') ?? false,
    trustedProxies: from.proxies('TRUST_PROXY'),
    logLevel: from.oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'silent']) ?? 'info',
    demo: { undefined: 'auto', true: 'always', false: 'never' }[
      `${from.flag('DEMO')}`
    ] as Config['demo'],
    isProduction: from.text('NODE_ENV') === 'production',
    allowLoopbackPlatforms: from.flag('ALLOW_LOOPBACK_PLATFORMS') ?? false,
    allowedPlatformHosts: from.list('ALLOWED_PLATFORM_HOSTS'),
    allowedProxies: from.list('ALLOWED_PROXIES'),
    allowedBotHosts: from.list('ALLOWED_BOT_HOSTS'),
    allowedWebhookHosts: from.list('ALLOWED_WEBHOOK_HOSTS'),
    allowedSignInHosts: from.list('ALLOWED_SIGN_IN_HOSTS'),
    allowedPushHosts: from.list('ALLOWED_PUSH_HOSTS'),
    platformApiUrls: from.platformApiUrls(),
    platformCertificates: from.platformCertificates(),
    platformApps: from.platformApps(),
    ...optional('sendTimeoutMs', from.milliseconds('SEND_TIMEOUT_MS')),
  }
  if (config.secretKey && config.secretKeyFile) {
    from.refuse('SECRET_KEY and SECRET_KEY_FILE are both set: keep one of them.')
  }
  if (config.isClustered) refuseAlone(config, from)
  else if (config.natsUrls.length > 0) {
    from.refuse('NATS_URL is set, and CLUSTER is not: one process alone has nobody to talk to.')
  }
  if (config.filesUrl && !config.databaseUrl) {
    from.refuse(
      'FILES_URL is set, and DATABASE_URL is not: with the built-in database files stay beside it.',
    )
  }
  from.throwIfRefused()
  return config
}

/** What several processes must have in common lies outside of each of them. */
function refuseAlone({ databaseUrl, filesUrl, demo }: Config, from: Reader): void {
  if (!databaseUrl) from.refuse('CLUSTER is set, and DATABASE_URL is not: name their database.')
  if (!filesUrl) from.refuse('CLUSTER is set, and FILES_URL is not: say where all find the files.')
  if (demo === 'always') from.refuse('CLUSTER and DEMO are both set: a demo runs alone.')
}

export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127\.[\d.]+$/.test(host)
}

/** exactOptionalPropertyTypes: absent is absent, not undefined. */
function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [key in Name]: Value })
}

/** Collects every complaint, so that one start shows all of them. */
class Reader {
  readonly #environment: Environment
  readonly #complaints: string[] = []

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** An empty variable is an absent one: that is what `docker run -e NAME=` means. */
  text(name: string): string | undefined {
    return this.#environment[name]?.trim() || undefined
  }

  list(name: string): string[] {
    const parts = this.text(name)?.split(',') ?? []
    return parts.map((part) => part.trim()).filter((part) => part !== '')
  }

  flag(name: string): boolean | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    if (text === '1' || text === 'true') return true
    if (text === '0' || text === 'false') return false
    return this.refuse(`${name} is "${text}": write 1 or 0.`)
  }

  oneOf<Choice extends string>(name: string, choices: Choice[]): Choice | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const choice = choices.find((each) => each === text)
    return choice ?? this.refuse(`${name} is "${text}": write one of ${choices.join(', ')}.`)
  }

  port(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const port = Number(text)
    if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
    return this.refuse(`${name} is "${text}": write a number from 0 to 65535.`)
  }

  milliseconds(name: string): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const value = Number(text)
    if (Number.isInteger(value) && value > 0) return value
    return this.refuse(`${name} is "${text}": write a number of milliseconds.`)
  }

  /** Never quotes the value: addresses of mail servers and databases carry passwords. */
  url(name: string, protocols: string[]): string | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const parsed = URL.parse(text)
    if (parsed?.host && protocols.includes(parsed.protocol)) return text.replace(/\/+$/, '')
    const kinds = protocols.map((protocol) => `${protocol}//`).join(' or ')
    return this.refuse(`${name} is not an address that starts with ${kinds}.`)
  }

  urls(name: string, protocols: string[]): string[] {
    const urls = this.list(name)
    const isWell = (url: string) => protocols.includes(URL.parse(url)?.protocol ?? '')
    if (urls.every(isWell)) return urls
    this.refuse(`${name} lists something that does not start with ${protocols.join('// or ')}//.`)
    return []
  }

  filesUrl(name: string): string | undefined {
    const text = this.text(name)
    if (text === undefined || text.startsWith('file:///')) return text
    const { protocol = '', username, password, pathname = '' } = URL.parse(text) ?? {}
    const isBucket = /^https?:$/.test(protocol) && username && password && pathname.length > 1
    // It carries a secret, and is therefore not repeated.
    if (isBucket) return text
    return this.refuse(
      `${name} is neither a folder (file:///srv/files) nor a bucket (https://key:secret@host/bucket).`,
    )
  }

  /** Not read by the URL class: pg also takes addresses without a host. */
  databaseUrl(name: string): string | undefined {
    const text = this.text(name)
    if (text === undefined || /^postgres(ql)?:\/\//.test(text)) return text
    return this.refuse(`${name} does not start with postgres://.`)
  }

  proxies(name: string): string[] {
    const proxies = this.list(name)
    const strange = proxies.find((proxy) => !isProxy(proxy))
    if (strange === undefined) return proxies
    this.refuse(
      `${name} contains "${strange}": list the addresses of your proxies, such as 10.0.0.5 or ` +
        '10.0.0.0/8, or write loopback.',
    )
    return []
  }

  platformApiUrls(): Record<string, string> {
    return this.#perPlatform('_API_URL', (name) => this.url(name, ['http:', 'https:']))
  }

  /** Read at the start: a file that is missing must be told of before a platform is silent. */
  platformCertificates(): Record<string, string> {
    return this.#perPlatform('_CA_FILE', (name) => {
      const file = this.text(name)
      if (file === undefined) return undefined
      try {
        const pem = readFileSync(file, 'utf8')
        if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
        return this.refuse(`${name} names a file without a certificate (PEM): ${file}.`)
      } catch {
        return this.refuse(`${name} names a file that cannot be read: ${file}.`)
      }
    })
  }

  platformApps(): Record<string, { id: string; secret: string }> {
    const suffix = '_APP_ID'
    return this.#perPlatform(suffix, (name) => {
      const id = this.text(name)
      const secretName = `${name.slice(0, -suffix.length)}_APP_SECRET`
      const secret = this.text(secretName)
      if (id === undefined) return undefined
      return secret ? { id, secret } : this.refuse(`${name} is set, and ${secretName} is not.`)
    })
  }

  /** Variables that begin with a platform's name, by the kind's id. */
  #perPlatform<Value>(
    suffix: string,
    read: (name: string) => Value | undefined,
  ): Record<string, Value> {
    const found: Record<string, Value> = {}
    for (const name of Object.keys(this.#environment)) {
      const value = name.endsWith(suffix) ? read(name) : undefined
      const kind = name.slice(0, -suffix.length).toLowerCase().replaceAll('_', '-')
      if (kind && value !== undefined) found[kind] = value
    }
    return found
  }

  refuse(complaint: string): undefined {
    this.#complaints.push(complaint)
    return undefined
  }

  throwIfRefused(): void {
    if (this.#complaints.length > 0) throw new ConfigError(this.#complaints.join('\n'))
  }
}

function isProxy(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  return isIP(address) > 0 && rest.length === 0 && (bits === undefined || /^\d{1,3}$/.test(bits))
}
