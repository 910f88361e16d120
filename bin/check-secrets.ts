/** No keys in the repository, and nothing installed that was not chosen exactly. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { checkLockfile, checkVersions } from './rules/lockfile.ts'
import { report } from './rules/report.ts'
import { checkSecrets } from './rules/secrets.ts'

const MOST_BYTES = 2_000_000
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  .toString()
  .split('\0')
  .filter((path) => existsSync(path) && statSync(path).isFile() && statSync(path).size < MOST_BYTES)

report([
  ...files.flatMap((path) => {
    const text = readFileSync(path, 'utf8')
    return text.includes('\0') || path === 'package-lock.json' ? [] : checkSecrets(path, text)
  }),
  ...checkLockfile(JSON.parse(readFileSync('package-lock.json', 'utf8'))),
  ...files
    .filter((path) => /(^|\/)package\.json$/.test(path) && !path.includes('fixtures'))
    .flatMap((path) => checkVersions(path, JSON.parse(readFileSync(path, 'utf8')))),
])
