import { plural } from './plural.ts'

/** The bar about the connection. */
export const feed = {
  offline: (time: string) => `No connection. Showing data as of ${time}`,
  offlineWithoutData: 'No connection. Nothing to show yet',
  catchingUp: (count: number) =>
    count > 0
      ? `Connected, catching up: ${plural(count, 'event', 'events')}`
      : 'Connected, catching up',
  retryNow: 'Connect now',
}
