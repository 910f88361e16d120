/** `npm run bench -- widget`: what the pages weigh, and how fast a company's systems are told. */
import { openCentre } from './centre.ts'
import { print } from './table.ts'
import { measureWebhooks } from './webhooks.ts'
import { measureWidget } from './widget.ts'

const centre = await openCentre()
const lines = await measureWidget(centre)
await centre.end()
print([...lines, ...(await measureWebhooks())])
