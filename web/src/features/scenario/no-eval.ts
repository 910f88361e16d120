import { config } from 'zod'

/** It would try whether code may be made of text. It may not, and the browser reports each try. */
config({ jitless: true })
