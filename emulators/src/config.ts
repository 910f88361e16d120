import { resolve } from 'node:path'

export interface Config {
  port: number
  dataDir: string
  /** Where the product answers: links on the sandbox page lead there. */
  appUrl: string
  /** Started by the server: stop when it is gone, which a closed stdin tells. */
  isChild: boolean
  /** Real milliseconds per millisecond the platforms wait. */
  timeScale: number
}

export function readConfig(env: NodeJS.ProcessEnv): Config {
  const appPort = readPort(env, 'PORT') ?? 3000
  return {
    port: readPort(env, 'SANDBOX_PORT') ?? appPort + 1,
    dataDir: resolve(env.DATA_DIR ?? 'data'),
    appUrl: env.APP_URL ?? `http://127.0.0.1:${appPort}`,
    isChild: env.OTKLIK_CHILD === '1',
    timeScale: readTimeScale(env.TIME_SCALE),
  }
}

function readTimeScale(text = '1'): number {
  const scale = Number(text)
  if (scale > 0 && scale <= 1) return scale
  throw new Error(`TIME_SCALE is not a number above 0, up to 1: ${text}`)
}

function readPort(env: NodeJS.ProcessEnv, name: string): number | undefined {
  const text = env[name]
  if (text === undefined || text === '') return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port
  throw new Error(`${name} is not a port: ${text}`)
}
