import { z } from 'zod'

import type { Database } from '../database/index.ts'
import { type App, NotFoundError } from '../http/index.ts'

const order = z.object({ number: z.string(), status: z.string(), delivery: z.string() })

/** Of the demo company, in the words of its customers. Days are near ones, whenever it is looked at. */
const orders: Record<string, z.output<typeof order>> = Object.fromEntries(
  [
    { number: '1041', status: 'доставлен', delivery: 'вчера, получил Олег Тимофеев' },
    { number: '1048', status: 'едет к вам', delivery: 'сегодня с 16 до 20' },
    { number: '1052', status: 'собирается на складе', delivery: 'завтра с 10 до 14' },
  ].map((one) => [one.number, one]),
)

/** What the demo's bot asks for: an accounting system, as a company would have one. */
export function demoOrderRoutes(app: App, { database }: { database: Database }): void {
  app.route({
    method: 'GET',
    url: '/demo/orders/:number',
    // A bot has no session. Where there is no demo there is nothing here.
    config: { access: 'public' },
    schema: {
      tags: ['demo'],
      summary: 'Where an order of the demo company is',
      params: z.strictObject({ number: z.string().max(40) }),
      response: { 200: order },
    },
    handler: async ({ params: { number } }) => {
      const { rowCount } = await database.query(
        'select from accounts where is_demo and suspended_at is null limit 1',
      )
      const found = Object.hasOwn(orders, number) ? orders[number] : undefined
      if (!rowCount || !found) throw new NotFoundError()
      return found
    },
  })
}
