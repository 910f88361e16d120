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

/** Whatever can open a connection to somewhere else. */
const waysOut =
  /^(undici|ws|nodemailer|openid-client|axios|got|ky|node-fetch|(node:)?(https?|http2|net|tls|dgram|dns(\/promises)?))$/

/** What of them opens none. */
const harmless = /^(createServer|STATUS_CODES|isIP(v[46])?|rootCertificates|type \w+)$/

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
]

/** One way out, because it keeps requests away from the inside of the network. */
export function checkRequests(source: Source): Problem[] {
  const { path } = source
  if (!path.startsWith('server/src/') || isTest(path)) return []
  const found = clientImport(source) ?? globalFetch(source.code)
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

/** A `fetch` that is a parameter or a member is somebody else's; the bare one is the global. */
function globalFetch(code: string): string | undefined {
  if (/\bglobalThis\.fetch\b/.test(code)) return 'globalThis.fetch'
  const isGiven = /[{,(]\s*fetch\s*[,}:?)]|\b(const|let|function)\s+fetch\b/.test(code)
  if (!isGiven && /(?<![.#\w$])fetch\(/.test(code)) return 'The global fetch'
  return undefined
}
