import { cpuMs, familyCpuMs, residentMb } from './proc.ts'

interface Measured<Result> {
  result: Result
  serverCpuMs: number
  databaseCpuMs: number
  mostResidentMb: number
}

const LOOK_EVERY_MS = 250

/** What the work costs the server and the database while it goes on. */
export async function measured<Result>(
  { server, postmaster }: { server: number; postmaster: number },
  work: () => Promise<Result>,
): Promise<Measured<Result>> {
  const before = { server: cpuMs(server), database: familyCpuMs(postmaster) }
  let mostResidentMb = residentMb(server)
  const timer = setInterval(() => {
    mostResidentMb = Math.max(mostResidentMb, residentMb(server))
  }, LOOK_EVERY_MS)
  try {
    const result = await work()
    return {
      result,
      serverCpuMs: cpuMs(server) - before.server,
      databaseCpuMs: familyCpuMs(postmaster) - before.database,
      mostResidentMb,
    }
  } finally {
    clearInterval(timer)
  }
}
