import { type Config, ConfigError } from '../config.ts'

export type DemoSettings = Pick<
  Config,
  'databaseUrl' | 'publicUrl' | 'isLoopback' | 'isProduction' | 'demo' | 'dataDir'
>

/**
 * What stands against a demo, as sentences. A demo has people whose passwords lie in a file and
 * phones that anybody may play with: it must be out of reach of everybody but this machine.
 */
export function objectionsToDemo(settings: DemoSettings): string[] {
  const objections = [
    settings.databaseUrl !== undefined && 'DATABASE_URL is set',
    settings.publicUrl !== undefined && 'PUBLIC_URL is set',
    !settings.isLoopback && 'HOST lets other machines in',
    settings.isProduction && 'NODE_ENV is production',
  ]
  return objections.filter((objection) => objection !== false)
}

export function refuseImpossibleDemo(settings: DemoSettings): void {
  const objections = objectionsToDemo(settings)
  if (settings.demo !== 'always' || objections.length === 0) return
  throw new ConfigError(`DEMO=1 asks for a demo, which is not safe here: ${objections.join(', ')}.`)
}
