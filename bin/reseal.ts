import { openSecrets, resealSecrets } from '../server/src/accounts/index.ts'
import { readConfig } from '../server/src/config.ts'
import { openDatabase } from '../server/src/database/index.ts'
import { openHouse, refuseWithoutDatabase } from '../server/src/moving/index.ts'

const config = readConfig()
refuseWithoutDatabase(config)
const house = await openHouse(config)
const database = openDatabase(house.connection)
try {
  const count = await resealSecrets(database, await openSecrets(database, config))
  console.log(`Sealed anew: ${count}. SECRET_KEY_PREVIOUS may be emptied now.`)
} finally {
  await database.close()
  await house.close()
}
