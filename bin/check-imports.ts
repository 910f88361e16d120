/** Who may import whom, and what only some files may use. The compiler knows nothing of either. */
import { checkCycles } from './rules/cycles.ts'
import { checkDoors, checkEnvironment, checkRequests, checkRules } from './rules/forbidden.ts'
import { checkLayers, checkPackages, checkPlatforms } from './rules/layers.ts'
import { report } from './rules/report.ts'
import { readSources } from './rules/source.ts'

const rules = [
  checkLayers,
  checkPlatforms,
  checkPackages,
  checkDoors,
  checkEnvironment,
  checkRules,
  checkRequests,
]
const sources = readSources()
report([
  ...sources.flatMap((source) => rules.flatMap((rule) => rule(source))),
  ...checkCycles(sources),
])
