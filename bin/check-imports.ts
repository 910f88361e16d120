/** Who may import whom, what only some files may use, and that statements name their account. The compiler knows nothing of either. */
import { checkAccounts, listAccountTables } from './rules/accounts.ts'
import { checkCycles } from './rules/cycles.ts'
import {
  checkAddresses,
  checkDoors,
  checkEnvironment,
  checkHashes,
  checkRequests,
  checkRules,
} from './rules/forbidden.ts'
import { checkLayers, checkPackages, checkPlatforms } from './rules/layers.ts'
import { report } from './rules/report.ts'
import { readSources } from './rules/source.ts'

const sources = readSources()
const rules = [
  checkLayers,
  checkPlatforms,
  checkPackages,
  checkDoors,
  checkEnvironment,
  checkRules,
  checkRequests,
  checkAddresses,
  checkHashes,
  checkAccounts(listAccountTables(sources)),
]
report([
  ...sources.flatMap((source) => rules.flatMap((rule) => rule(source))),
  ...checkCycles(sources),
])
