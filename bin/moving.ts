import { resolve } from 'node:path'
import { type Config, readConfig } from '../server/src/config.ts'
import {
  backUp,
  exportHouse,
  importHouse,
  MovingError,
  restore,
} from '../server/src/moving/index.ts'

/** Beside the project, where both commands look for it. */
const archive = 'otklik-export.tar.gz'
const keyStaysBehind =
  'The secret key is not in it. Keep a copy of DATA_DIR/secret.key (or SECRET_KEY) apart from it.'

const commands: Record<string, (config: Config, path?: string) => Promise<string[]>> = {
  async export(config, path = archive) {
    const { rows, files, bytes } = await exportHouse(config, resolve(path))
    const size = `${(bytes / 1e6).toFixed(1)} MB`
    return [`Exported to ${resolve(path)}: ${count(rows, files)}, ${size}.`, keyStaysBehind]
  },

  async import(config, path = archive) {
    const { rows, files } = await importHouse(config, resolve(path))
    return [`Imported ${count(rows, files)}.`, 'npm start serves them.']
  },

  async backup(config, path = `backups/${new Date().toISOString().replace(/[:.]/g, '-')}`) {
    const { asOf, files } = await backUp(config, resolve(path))
    return [`Backed up to ${resolve(path)}: ${files} files, as of ${asOf}.`, keyStaysBehind]
  },

  async restore(config, path) {
    if (!path) throw new MovingError('Name the folder of the backup: npm run restore -- <folder>')
    const { asOf, messages, files, hasKey } = await restore(config, resolve(path))
    const key = `The secret key is not here: bring it as ${config.dataDir}/secret.key or SECRET_KEY.`
    return [
      `Restored to ${config.dataDir}: ${messages} messages, ${files} files, as of ${asOf}.`,
      hasKey ? 'npm start serves them.' : key,
    ]
  },
}

function count(rows: Record<string, number>, files: number): string {
  const total = Object.values(rows).reduce((sum, each) => sum + each, 0)
  return `${total} rows of ${Object.keys(rows).length} tables, ${files} files`
}

/** Sentences are for people; anything else is a fault, and its place matters. */
function explain(error: unknown): string {
  const { name = '', message, stack } = error as Error
  return message && /.Error$/.test(name) ? message : String(stack ?? error)
}

const [name = '', path] = process.argv.slice(2)
try {
  for (const line of await commands[name]!(readConfig(), path)) console.log(line)
} catch (error) {
  console.error(explain(error))
  process.exitCode = 1
}
