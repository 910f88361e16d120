import { Gauge, type Registry } from 'prom-client'

/** By name, without the product's own before it; what is not known now is not shown. */
const sentences = {
  inbox_waiting: 'Updates that are stored and not read yet',
  inbox_oldest_seconds: 'Age of the oldest of them',
  inbox_quarantined: 'Updates that nobody could read',
  parts_waiting: 'Parts of messages that wait to leave',
  parts_oldest_seconds: 'For how long the oldest of them could have left, in channels that work',
  feed_lag: 'Events of the feed that webhooks have not read yet',
  sockets_open: 'Workplaces that are open',
  sockets_feed_lag: 'Events of the feed that the open workplaces of some company were not told yet',
  webhooks_waiting: 'Events that are to be sent to webhooks now',
  webhooks_oldest_seconds: 'For how long the oldest of them could have left',
  webhooks_failing: 'Webhooks whose receivers take nothing',
  channels_broken: 'Channels whose platforms refuse us',
  channels_unsubscribed: 'Channels that work, and whose platforms would tell us nothing',
  channel_token_days: 'Until the first token of a channel ends, where platforms tell it',
  deadline_lateness_seconds: 'How late the most overdue deadline is',
  certificate_days: 'Until the certificate of PUBLIC_URL ends',
  backup_age_seconds: 'Since the last npm run backup',
} as const

const ofFolders = {
  disk_free_bytes: 'Free space where a folder lies',
  disk_free_ratio: 'The same, as a part of all of it',
} as const

export type GaugeName = keyof typeof sentences
/** Nothing is known of what is absent. */
export type Figures = Partial<Record<GaugeName, number | undefined>>

export interface Folder {
  folder: string
  freeBytes: number
  freeRatio: number
}

const entriesOf = <Name extends string>(record: Readonly<Record<Name, string>>) =>
  Object.entries(record) as [Name, string][]

/** Makes the gauges; what is returned sets all of them. */
export function createGauges(registry: Registry): (figures: Figures, folders: Folder[]) => void {
  const registers = [registry]
  const single = entriesOf(sentences).map(
    ([name, help]) => [name, new Gauge({ name: `otklik_${name}`, help, registers })] as const,
  )
  const [bytes, ratio] = entriesOf(ofFolders).map(
    ([name, help]) =>
      new Gauge({ name: `otklik_${name}`, help, registers, labelNames: ['folder'] }),
  )
  return (figures, folders) => {
    for (const [name, gauge] of single) {
      const figure = figures[name]
      if (figure === undefined) gauge.remove()
      else gauge.set(figure)
    }
    for (const { folder, freeBytes, freeRatio } of folders) {
      bytes?.set({ folder }, freeBytes)
      ratio?.set({ folder }, freeRatio)
    }
  }
}
