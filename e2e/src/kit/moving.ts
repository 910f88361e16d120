import { once } from 'node:events'

import { startChild } from './child.ts'

interface MovingOptions {
  dataDir: string
  path: string
  environment?: Record<string, string>
}

/** Runs `npm run export` and its like to their end, on the installation of that DATA_DIR. */
export async function runMoving(
  command: 'export' | 'import' | 'backup' | 'restore',
  { dataDir, path, environment = {} }: MovingOptions,
): Promise<{ code: number | null; output: string }> {
  const child = startChild({
    script: 'bin/moving.ts',
    scriptArguments: [command, path],
    environment: { DATA_DIR: dataDir, ...environment },
    logFile: '/dev/null',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text) => {
      output += String(text)
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}
