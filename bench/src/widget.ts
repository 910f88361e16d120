import { gzipSync } from 'node:zlib'

import type { Centre } from './centre.ts'
import { atMost, type Line } from './table.ts'

const MOST = { loaderBytes: 1024, panelKb: 15, workplaceKb: 300 }

/**
 * What the chat costs a company's page, before anybody is near its button and once it is opened; and
 * what the workplace loads before it knows which of its pages is wanted.
 */
export async function measureWidget({ ask, feed: { origin } }: Centre): Promise<Line[]> {
  const settings = { name: 'Сайт', sites: 'shop.example' }
  const made: unknown = await ask('POST', '/api/v1/channels', { kind: 'site-chat', settings })
  const { identity } = made as { identity: { externalId: string } }
  const read = async (path: string) => {
    const answer = await fetch(new URL(path, origin))
    if (!answer.ok) throw new Error(`${answer.status} for ${path}: are the pages built?`)
    return answer.text()
  }
  const weigh = async (page: string) => {
    const assets = [...page.matchAll(/ (?:src|href)="([^"]+\.(?:js|css))"/g)]
    const all = [page, ...(await Promise.all(assets.map(([, path = '']) => read(path))))]
    return all.reduce((sum, text) => sum + size(text), 0) / 1024
  }
  const loader = await read(`/widget/${identity.externalId}.js`)
  const panel = await read(`/widget/${identity.externalId}/panel`)
  return [
    atMost('widget, until somebody is near it', size(loader), MOST.loaderBytes, 'B'),
    atMost('  opened, all of it', await weigh(panel), MOST.panelKb, 'KB'),
    atMost(
      'workplace, what every page needs',
      await weigh(await read('/')),
      MOST.workplaceKb,
      'KB',
    ),
  ]
}

const size = (text: string): number => gzipSync(text).length
