import type { Problem } from './source.ts'

/** What keys look like that open something, by whose they are. */
const keys: [whose: string, pattern: RegExp][] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----(\s|\\n)*[A-Za-z0-9+/]{20}/],
  ['a key of AWS', /\b(AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a token of GitHub', /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50,})\b/],
  ['a token of GitLab', /\bglpat-[\w-]{20,}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a token of Slack', /\bxox[abprs]-[\w-]{20,}/],
  ['a key of Google', /\bAIza[\w-]{35}\b/],
  ['a key of Stripe', /\b[rs]k_live_\w{20,}/],
  // The emulator's own bots have numbers of one thousand.
  ['a token of a Telegram bot', /\b(?!7100000\d{3}:)\d{8,10}:AA[\w-]{32,33}\b/],
  ['a token of VK', /\bvk1\.a\.[\w-]{60,}/],
  ['a token of Meta', /\bEAA[A-Za-z0-9]{90,}/],
  ['a signed token', /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/],
  [
    'an address with a password',
    /\b[a-z]+:\/\/\w[\w.-]*:(?!\$|\{|<|…)[^\s:@/'"`$]{12,}@(?!localhost|127\.)[\w.-]+/,
  ],
]

/** Keys that somebody has left in the repository: they are everybody's from then on. */
export function checkSecrets(path: string, text: string): Problem[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.length > 5000) return []
    const found = keys.find(([, pattern]) => pattern.test(line))
    if (!found) return []
    return [{ path: `${path}:${index + 1}`, sentence: `This looks like ${found[0]}.` }]
  })
}
