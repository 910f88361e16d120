/** Who may import whom, what only some files may use, and that statements name their account. The compiler knows nothing of either. */
import { rulesByFile } from './rules/by-file.ts'
import { checkCycles } from './rules/cycles.ts'
import { report } from './rules/report.ts'
import { readSources } from './rules/source.ts'

const sources = readSources()
const rules = Object.values(rulesByFile(sources))
report([
  ...sources.flatMap((source) => rules.flatMap((rule) => rule(source))),
  ...checkCycles(sources),
])
