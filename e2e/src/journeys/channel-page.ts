import type { ChannelRules } from '@otklik/protocol/settings'
import type { Locator, Page } from 'playwright-core'

import type { Desk } from '../kit/index.ts'
import { type Centre, openCentre } from './centre.ts'

/** A connected channel: its page in a browser, and its rules as the API has them. */
export interface ChannelPage {
  centre: Centre
  channelId: string
  path: string
  rules(): Promise<ChannelRules>
  /** Somebody else saves it meanwhile. */
  edit(changes: object): Promise<void>
  openTab(tab?: 'working' | 'off-hours' | 'common' | 'state'): Promise<Desk>
}

export async function openChannelPage(): Promise<ChannelPage> {
  const centre = await openCentre()
  const [{ id: channelId }] = await centre.client.ask<[{ id: string }]>('GET', '/api/v1/channels')
  const path = `/settings/channels/${channelId}`
  const resource = `/api/v1/channels/${channelId}/rules`
  const rules = () => centre.client.ask<ChannelRules>('GET', resource)
  return {
    centre,
    channelId,
    path,
    rules,
    async edit(changes) {
      const { version } = await rules()
      await centre.client.ask('PATCH', resource, { version, ...changes })
    },
    async openTab(tab = 'working') {
      const desk = await centre.desk()
      await desk.page.goto(`${centre.server.url}${path}${tab === 'working' ? '' : `?tab=${tab}`}`)
      await desk.page.getByRole('button', { name: /^Сохранить/ }).waitFor()
      return desk
    },
  }
}

export const save = (page: Page) => page.getByRole('button', { name: /^Сохранить/ }).click()
export const saved = (page: Page) => page.getByText(/Сохранено в/).waitFor()

export async function isOnScreen(element: Locator): Promise<boolean> {
  const box = await element.boundingBox()
  const { width = 0, height = 0 } = element.page().viewportSize() ?? {}
  if (!box || box.x < 0 || box.y < 0) return false
  return box.x + box.width <= width && box.y + box.height <= height
}
