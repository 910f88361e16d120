/**
 * `npm run bench -- capacity`: what companies by the hundred and by the hundred thousand would need,
 * computed from the last figures of docs/figures.md, and what gives way first. Measures nothing. Other
 * figures, and prices of a month: `--rate 1859 --cores 2 --bytes 1212 --core 6 --memory 2 --disk 0.1`.
 */
import { parseArgs } from 'node:util'

import { givesWay, type Model, type Size, sizeOf } from './capacity-model.ts'

const { values: options } = parseArgs({
  options: {
    /** Of `npm run bench -- --quick`: stored and pushed, at full load, on so many cores. */
    rate: { type: 'string', default: '1859' },
    cores: { type: 'string', default: '2' },
    /** The folder of the database after `npm run bench -- search`, by its five million messages. */
    bytes: { type: 'string', default: '1212' },
    core: { type: 'string', default: '6' },
    memory: { type: 'string', default: '2' },
    disk: { type: 'string', default: '0.1' },
  },
})

const model: Model = {
  seen: {
    messagesASecond: Number(options.rate),
    cores: Number(options.cores),
    bytesAMessage: Number(options.bytes),
    // Of the same, and of `npm run bench -- crowd`.
    busyMb: 335,
    crowdMb: 478,
    crowd: 200,
  },
  company: { operators: 10, messagesADay: 3000, workdaysAYear: 250, busiestHour: 0.15 },
  limits: {
    atMostBusy: 0.6,
    workplacesOfAProcess: 10_000,
    coresOfAPrimary: 32,
    primaryGb: 4000,
    yearsKept: 3,
  },
  prices: {
    core: Number(options.core),
    memoryGb: Number(options.memory),
    diskGb: Number(options.disk),
  },
}

const { format } = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })
const rows: [string, (size: Size) => number][] = [
  ['messages a day', (size) => size.messagesADay],
  ['messages a second, in the busiest hour', (size) => size.messagesASecond],
  ['open workplaces', (size) => size.workplaces],
  ['cores, of servers and database', (size) => size.cores],
  ['memory of the servers, GB', (size) => size.memoryGb],
  ['disk, GB a year', (size) => size.diskGbAYear],
  ['price of a company, a month', (size) => size.priceOfACompany],
]
const counts = [100, 10_000, 100_000]
const sizes = counts.map((companies) => sizeOf(companies, model))
const line = (cells: string[]) => console.log(`| ${cells.join(' | ')} |`)
line(['companies', ...counts.map((count) => format(count))])
line(['---', ...counts.map(() => '---:')])
for (const [name, of] of rows) line([name, ...sizes.map((size) => format(of(size)))])
for (const [index, size] of sizes.entries()) {
  const worst = givesWay(size).map(([part, count]) => `${part}: ${format(count)}`)
  console.log(
    `\n${format(counts[index] ?? 0)} companies: ${worst.join('; ') || 'one of each is enough'}`,
  )
}
