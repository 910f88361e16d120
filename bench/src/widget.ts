import { gzipSync } from 'node:zlib'

import type { Centre } from './centre.ts'
import { atMost, type Line } from './table.ts'

const MOST = { loaderBytes: 1024, panelKb: 15 }

/** What the chat costs a company's page: before anybody is near its button, and once it is opened. */
export async function measureWidget({ ask, feed: { origin } }: Centre): Promise<Line[]> {
  const settings = { name: 'Сайт', sites: 'shop.example' }
  const made: unknown = await ask('POST', '/api/v1/channels', { kind: 'site-chat', settings })
  const { identity } = made as { identity: { externalId: string } }
  const read = async (path: string) => {
    const answer = await fetch(new URL(path, origin))
    if (!answer.ok) throw new Error(`${answer.status} for ${path}: is the widget built?`)
    return answer.text()
  }
  const loader = await read(`/widget/${identity.externalId}.js`)
  const panel = await read(`/widget/${identity.externalId}/panel`)
  const assets = [...panel.matchAll(/ (?:src|href)="([^"]+)"/g)].map(([, path = '']) => read(path))
  const all = [panel, ...(await Promise.all(assets))]
  const kb = all.reduce((sum, text) => sum + size(text), 0) / 1024
  return [
    atMost('widget, until somebody is near it', size(loader), MOST.loaderBytes, 'B'),
    atMost('  opened, all of it', kb, MOST.panelKb, 'KB'),
  ]
}

const size = (text: string): number => gzipSync(text).length
