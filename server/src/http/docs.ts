import { createHash } from 'node:crypto'

import type { Access } from './access.ts'
import type { App } from './app.ts'
import { contentPolicy } from './headers.ts'

const style = `
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark }
h2 { margin: 2rem 0 .25rem; font: 600 1rem/1.5 ui-monospace, monospace }
p { margin: .25rem 0 }
pre { overflow: auto; padding: .75rem; border: 1px solid #8884; border-radius: .375rem }
`
const styleHash = createHash('sha256').update(style).digest('base64')

/** The API for programs, and the same for people: a page without a script. */
export function addDocs(app: App): void {
  app.route({
    method: 'GET',
    url: '/api/openapi.json',
    config: { access: 'page' },
    schema: { summary: 'This description', tags: ['api'] },
    handler: () => app.swagger(),
  })
  app.route({
    method: 'GET',
    url: '/api/docs',
    config: { access: 'page' },
    schema: { summary: 'This description for people', tags: ['api'] },
    handler: (_request, reply) => {
      const policy = contentPolicy.replace("style-src 'self'", `style-src 'sha256-${styleHash}'`)
      reply.header('content-security-policy', policy)
      return reply.type('text/html; charset=utf-8').send(page(app))
    },
  })
}

function page(app: App): string {
  const { paths = {} } = app.swagger()
  const sections = app.declaredRoutes
    .filter(({ method }) => method !== 'HEAD')
    .map(({ method, url, access }) => {
      const path = url.replace(/:(\w+)/g, '{$1}')
      const operations = paths[path] as Record<string, Operation | undefined> | undefined
      const operation = operations?.[method.toLowerCase()]
      return operation && section(`${method} ${path}`, access, operation)
    })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Otklik API</title>
<style>${style}</style><h1>Otklik API</h1>
<p>For programs: <a href="/api/openapi.json">/api/openapi.json</a></p>${sections.join('')}</html>`
}

interface Operation {
  summary?: string
  parameters?: unknown
  requestBody?: unknown
  responses?: unknown
}

function section(title: string, access: Access, { summary = '', ...rest }: Operation): string {
  const { parameters, requestBody, responses } = rest
  const who = typeof access === 'string' ? access : access.permission
  const details = JSON.stringify({ parameters, requestBody, responses }, null, 2)
  return `<h2>${escapeHtml(title)}</h2><p>${escapeHtml(summary)}</p><p>Who: ${escapeHtml(who)}</p>
<details><summary>Details</summary><pre>${escapeHtml(details)}</pre></details>`
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
