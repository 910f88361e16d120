import { readdirSync, readFileSync } from 'node:fs'

/** `getconf CLK_TCK`: a hundred a second on every Linux we run on. */
const TICK_MS = 10

interface Stat {
  parent: number
  ownTicks: number
  /** Of children that have ended and were waited for. */
  endedTicks: number
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name may hold spaces. */
function readStat(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const at = (n: number) => Number(fields[n - 3])
    return { parent: at(4), ownTicks: at(14) + at(15), endedTicks: at(16) + at(17) }
  } catch {
    return undefined // It ended meanwhile.
  }
}

/** Processor time so far, of a process alone. */
export function cpuMs(pid: number): number {
  return (readStat(pid)?.ownTicks ?? 0) * TICK_MS
}

/** Processor time so far of a process and all it has started. */
export function familyCpuMs(pid: number): number {
  const own = readStat(pid)
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat?.parent === pid)
  const ticks = children.reduce((sum, stat) => sum + (stat?.ownTicks ?? 0), 0)
  return (ticks + (own?.ownTicks ?? 0) + (own?.endedTicks ?? 0)) * TICK_MS
}

export function residentMb(pid: number): number {
  const [, kb = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kb) / 1024
}
