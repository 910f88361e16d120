/**
 * Schemas come with whatever checks something, and would try whether code may be made of text. It may
 * not, and the browser reports each try: so they are told before any of them is there.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })
