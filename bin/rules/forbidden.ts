import { isTest, type Problem, type Source } from './source.ts'

/** No `export *`: a door lists the names it lets through. */
export function checkDoors({ path, code }: Source): Problem[] {
  if (!/(^|\n)\s*export\s*(type\s*)?\*/.test(code)) return []
  return [{ path, sentence: 'List the exported names one by one instead of `export *`.' }]
}

export function checkEnvironment({ path, code }: Source): Problem[] {
  const mayRead = /^(bin|e2e|bench)\/|(^|\/)(vite\.)?config\.ts$/.test(path) || isTest(path)
  // main.ts hands it over whole, and looks at nothing in it.
  const touches = path.endsWith('/src/main.ts')
    ? /\bprocess\s*\.\s*env\s*(\?\.|[.[])/
    : /\bprocess\s*\.\s*env\b/
  if (mayRead || !touches.test(code)) return []
  return [{ path, sentence: 'process.env is read in config.ts only: take the setting from there.' }]
}

/** The rules decide the same today and in a replay: time and chance come in as arguments. */
export function checkRules({ path, code }: Source): Problem[] {
  if (!path.startsWith('server/src/rules/') || isTest(path)) return []
  const impure = /\b(Date\.now|Math\.random|performance\.now|randomUUID)\b|\bnew Date\(\s*\)/.exec(
    code,
  )
  if (!impure) return []
  return [
    { path, sentence: `${impure[0]} has no place in rules/: pass its result as an argument.` },
  ]
}

/** Whatever can open a connection to somewhere else, or start something that can. */
const waysOut =
  /^(undici|ws|nodemailer|openid-client|aws4fetch|pg|nats|@nats-io\/.*|axios|got|ky|node-fetch|(node:)?(https?|http2|net|tls|dgram|dns(\/promises)?|child_process|worker_threads|cluster|inspector(\/promises)?|module))$/

/** What of them opens none. */
const harmless = /^(createServer|STATUS_CODES|isIP(v[46])?|rootCertificates|AwsV4Signer|type \w+)$/

/** What takes a module without naming it where it could be seen. */
const unseen = /\brequire\s*\(|\bgetBuiltinModule\b|\bimport\((?!\s*(['"])[^'"]*\1\s*\))/

/** Who may, and with what. All others use the `fetch` they are given. */
const doors: [path: RegExp, specifiers: string[]][] = [
  [/^server\/src\/lib\/safe-fetch\.ts$/, ['undici', 'node:dns']],
  [/^server\/src\/lib\/platform-fetch\.ts$/, ['undici']],
  // Goes to the installation's own storage alone, at an address of the environment's.
  [/^server\/src\/lib\/storage-fetch\.ts$/, ['undici']],
  [/^server\/src\/lib\/mail\.ts$/, ['nodemailer']],
  // Looks at our own certificate, at an address of the environment's.
  [/^server\/src\/http\/outgoing-certificate\.ts$/, ['node:tls']],
  // Is handed the safe fetch for all it asks.
  [/^server\/src\/company-sign-in\//, ['openid-client']],
  // Answers browsers, and calls nobody.
  [/^server\/src\/realtime\//, ['ws']],
  // To what an installation consists of, at addresses of the environment's.
  [/^server\/src\/(database|moving)\//, ['pg', 'node:child_process']],
  [/^server\/src\/processes\//, ['pg', '@nats-io/transport-node']],
  // Finds where the binaries of the database are, and loads nothing.
  [/^server\/src\/database\/embedded\/binaries\.ts$/, ['node:module']],
  // Programs of ours: the sandbox of the demo, and what stands in for a platform in tests.
  [/^server\/src\/(demo\/start-sandbox|channels\/suite\/emulators)\.ts$/, ['node:child_process']],
]

/** One way out, because it keeps requests away from the inside of the network. */
export function checkRequests(source: Source): Problem[] {
  const { path } = source
  if (!path.startsWith('server/src/') || isTest(path)) return []
  const found = clientImport(source) ?? unseen.exec(source.code)?.[0] ?? globalClient(source.code)
  if (!found) return []
  return [
    { path, sentence: `${found} goes around lib/safe-fetch.ts: use the fetch you were given.` },
  ]
}

function clientImport({ path, imports }: Source): string | undefined {
  const mayUse = doors.filter(([door]) => door.test(path)).flatMap(([, specifiers]) => specifiers)
  return imports.find(({ specifier, isTypeOnly, names }) => {
    if (isTypeOnly || !waysOut.test(specifier) || mayUse.includes(specifier)) return false
    const named = /^\{([^}]*)\}$/.exec(names)?.[1]
    if (named === undefined) return true
    return named.split(',').some((name) => name.trim() && !harmless.test(name.trim()))
  })?.specifier
}

/**
 * A `fetch` that is a parameter or a member is somebody else's; the bare one is the global. Its other
 * disguises are found by the linter, which knows what a name means (biome.json).
 */
function globalClient(code: string): string | undefined {
  const member = /\bglobal(This)?\b\s*(\??\.\s*(fetch|WebSocket|EventSource)\b|\[)/.exec(code)
  if (member) return member[0]
  const destructured = /=\s*global(This)?\s*([;\n]|$)/.exec(code)
  if (destructured) return 'globalThis'
  const isGiven = /[{,(]\s*fetch\s*[,}:?)]|\b(const|let|function)\s+fetch\b/.test(code)
  if (!isGiven && /(?<![.#\w$])fetch\s*\(/.test(code)) return 'The global fetch'
  return undefined
}

/** A name within an address of the API is encoded by `api`, or a link to us could lead a page elsewhere. */
export function checkAddresses({ path, code }: Source): Problem[] {
  if (!path.startsWith('web/src/') || path === 'web/src/api/address.ts') return []
  const begun = [...code.matchAll(/\bconst (\w+)\b[^\n]*?=>?\s*(?:'\/api\/v1\/|api`)/g)]
  const known = begun.map(([, name]) => String.raw`\$\{${name}\b[^}]*\}`)
  const beginnings = [String.raw`\/api\/v1\/`, ...known].join('|')
  // After the question mark stands a query, which is built as one.
  const template = new RegExp(String.raw`(?<![\w$])\`(?:${beginnings})[^\`?]*\$\{`)
  const sum = /['`]\/api\/v1\/[^'`\n]*['`]\s*\+/
  const found = template.exec(code) ?? sum.exec(code)
  if (!found) return []
  return [{ path, sentence: `${found[0]}… is no address yet: api\`…\` encodes what stands in it.` }]
}

/** Broken hashes stay where somebody else prescribes them: codes of authenticator applications. */
export function checkHashes({ path, code }: Source): Problem[] {
  const isPrescribed = path === 'server/src/access/second-factor/totp.ts'
  if (!/^(server|web|widget)\/src\//.test(path) || isTest(path) || isPrescribed) return []
  const found = /['"`](md4|md5|sha-?1|rsa-sha1|ripemd160|des|des3|rc4|[\w-]*-(ecb|cbc))['"`]/i.exec(
    code,
  )
  if (!found) return []
  return [{ path, sentence: `${found[0]} protects nothing any more: use SHA-256, or AES in GCM.` }]
}
