interface Addresses {
  databaseUrl?: string
  smtpUrl?: string
  natsUrls: readonly string[]
}

/** Addresses of the environment that lead to another machine and do not ask for encryption, by name. */
export function listPlainWires({ databaseUrl, smtpUrl, natsUrls }: Addresses): string[] {
  const isPlainDatabase = ({ searchParams }: URL) =>
    !/^(require|verify-ca|verify-full|no-verify)$/.test(searchParams.get('sslmode') ?? '')
  const isPlainMail = ({ protocol }: URL) => protocol === 'smtp:'
  const isPlainBus = ({ protocol }: URL) => protocol === 'nats:'
  const wires: [name: string, url: string | undefined, isPlain: (url: URL) => boolean][] = [
    ['DATABASE_URL', databaseUrl, isPlainDatabase],
    ['SMTP_URL', smtpUrl, isPlainMail],
    ...natsUrls.map((url) => ['NATS_URL', url, isPlainBus] as [string, string, typeof isPlainBus]),
  ]
  const plain = wires.filter(([, text, isPlain]) => {
    const url = text === undefined ? null : URL.parse(text)
    return url !== null && !isThisMachine(url) && isPlain(url)
  })
  return [...new Set(plain.map(([name]) => name))]
}

/** A socket of the file system has no host. */
const isThisMachine = ({ hostname }: URL): boolean =>
  hostname === '' || hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname)
