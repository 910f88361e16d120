/** Two promises of the design: platforms stay in their folders, conversations have one writer. */
import { checkPlatformNames } from './rules/platforms.ts'
import { report } from './rules/report.ts'
import { readSources } from './rules/source.ts'
import { checkWriters } from './rules/writers.ts'

report(readSources().flatMap((source) => [...checkPlatformNames(source), ...checkWriters(source)]))
