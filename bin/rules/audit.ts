/** As much of what `npm audit --json` says as is looked at. */
export interface Audit {
  vulnerabilities?: Record<string, { severity: string; range: string; fixAvailable?: unknown }>
  metadata?: { dependencies?: { total?: number } }
}

/** These stop a release; the others are named. */
const serious = ['high', 'critical']

/** What is told of it, and whether a release may go on. A service that is away is no «nothing found». */
export function judgeAudit({ vulnerabilities, metadata }: Audit): {
  lines: string[]
  isFine: boolean
} {
  if (!vulnerabilities) {
    const line = 'SKIPPED: the advisories cannot be reached from here. Nothing was looked at.'
    return { lines: [line], isFine: true }
  }
  const found = Object.entries(vulnerabilities)
  const isFine = !found.some(([, { severity }]) => serious.includes(severity))
  const lines = found.map(
    ([name, { severity, range, fixAvailable }]) =>
      `${severity}: ${name} ${range}${fixAvailable ? ', mended in a newer version' : ''}`,
  )
  const total = metadata?.dependencies?.total ?? 0
  return { lines: [...lines, `${found.length} weak of ${total} packages.`], isFine }
}
