import { checkAccounts, listAccountTables } from './accounts.ts'
import {
  checkAddresses,
  checkDoors,
  checkEnvironment,
  checkHashes,
  checkRequests,
  checkRules,
} from './forbidden.ts'
import { checkLayers, checkPackages, checkPlatforms } from './layers.ts'
import type { Source } from './source.ts'

/** What `bin/check-imports.ts` asks of each file by itself; which tables there are, all of them say. */
export const rulesByFile = (all: Source[]) => ({
  checkLayers,
  checkPlatforms,
  checkPackages,
  checkDoors,
  checkEnvironment,
  checkRules,
  checkRequests,
  checkAddresses,
  checkHashes,
  checkAccounts: checkAccounts(listAccountTables(all)),
})
