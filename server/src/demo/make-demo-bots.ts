import { type BotWorld, makeReadyBots } from '../bots/index.ts'

/** The demo company's bots, as its owner would have made them. */
export async function makeDemoBots(world: BotWorld, accountId: string): Promise<void> {
  const { rows } = await world.database.query<{ id: string }>(
    `select o.id from operators o
     join memberships m on m.account_id = o.account_id and m.user_id = o.user_id
     where o.account_id = $1 and m.role = 'owner' order by o.id limit 1`,
    [accountId],
  )
  await makeReadyBots(world, { accountId, operatorId: rows[0]?.id })
}
