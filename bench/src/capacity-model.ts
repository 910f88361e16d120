/** What one machine was seen to do: other commands of the bench give these. */
export interface Seen {
  /** Stored and pushed, at full load, by so many cores, the load generator's share included. */
  messagesASecond: number
  cores: number
  /** On disk with all indexes, of what is kept: messages, conversations, contacts, search. */
  bytesAMessage: number
  /** Of Node while it works, and with so many workplaces open. */
  busyMb: number
  crowdMb: number
  crowd: number
}

/** What a company does: an assumption, and no measurement. */
export interface Company {
  operators: number
  messagesADay: number
  workdaysAYear: number
  /** Which part of a day's messages comes in its busiest hour. */
  busiestHour: number
}

/** What may be asked of one part: assumptions, but for the workplaces, which are a goal. */
export interface Limits {
  /** How busy processors may be in the busiest hour. */
  atMostBusy: number
  workplacesOfAProcess: number
  /** A primary that can still be copied in a night. */
  coresOfAPrimary: number
  primaryGb: number
  yearsKept: number
}

/** Of a month, in any money. */
export interface Prices {
  core: number
  memoryGb: number
  diskGb: number
}

export interface Model {
  seen: Seen
  company: Company
  limits: Limits
  prices: Prices
}

export interface Size {
  messagesADay: number
  messagesASecond: number
  workplaces: number
  cores: number
  memoryGb: number
  diskGbAYear: number
  priceOfACompany: number
  /** How many of each are needed; what needs more than one gives way. */
  needed: Record<Part, number>
}

export type Part =
  | 'machines like the one measured'
  | 'processes, by workplaces'
  | 'primaries, by processor'
  | 'primaries, by disk'

/** What so many companies need in their busiest hour. */
export function sizeOf(companies: number, { seen, company, limits, prices }: Model): Size {
  const messagesADay = companies * company.messagesADay
  const messagesASecond = (messagesADay * company.busiestHour) / 3600
  const workplaces = companies * company.operators
  const machines = messagesASecond / seen.messagesASecond / limits.atMostBusy
  const cores = machines * seen.cores
  const processes = Math.max(1, Math.ceil(machines), workplaces / limits.workplacesOfAProcess)
  const workplaceMb = (seen.crowdMb - seen.busyMb) / seen.crowd
  const memoryGb = (Math.ceil(processes) * seen.busyMb + workplaces * workplaceMb) / 1000
  const diskGbAYear = (messagesADay * company.workdaysAYear * seen.bytesAMessage) / 1e9
  const diskGb = diskGbAYear * limits.yearsKept
  const price =
    Math.max(1, cores) * prices.core + memoryGb * prices.memoryGb + diskGb * prices.diskGb
  return {
    ...{ messagesADay, messagesASecond, workplaces, cores, memoryGb, diskGbAYear },
    priceOfACompany: price / companies,
    needed: {
      'machines like the one measured': machines,
      'processes, by workplaces': workplaces / limits.workplacesOfAProcess,
      // All of it is counted as the database's: nobody has measured yet how it is divided.
      'primaries, by processor': cores / limits.coresOfAPrimary,
      'primaries, by disk': diskGb / limits.primaryGb,
    },
  }
}

/** What one of is not enough, the worst first. */
export function givesWay({ needed }: Size): [Part, number][] {
  return (Object.entries(needed) as [Part, number][])
    .filter(([, count]) => count > 1)
    .sort(([, one], [, other]) => other - one)
}
