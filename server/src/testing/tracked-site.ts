import assert from 'node:assert/strict'
import { type Conversation, VISIT_NUMBER_VARIABLE } from '@otklik/protocol'
import type { ChannelTracking, Tracker, TrackingReport } from '@otklik/protocol/settings'

import { chooseMessenger, entryLinks } from '../tracking/index.ts'
import { conversationWith } from './conversation-with.ts'
import { addLinkingPlatform, aWidget } from './site-widget.ts'
import { createTrialCentre, type TrialCentre, trialMessage } from './trial-platform.ts'

export const SITE = 'https://verba.example'
export const QUESTION = `Здравствуйте, заявка ${VISIT_NUMBER_VARIABLE}`

type Page = Partial<
  Record<'url' | 'token' | 'referrer' | 'origin' | 'key' | 'title' | 'from', string>
>

export type TrackedSite = Awaited<ReturnType<typeof openTrackedSite>>

/** A company whose site is counted, with a widget of one messenger whose links carry the number. */
export async function openTrackedSite() {
  addLinkingPlatform()
  const centre = await createTrialCentre()
  const { browser, accountId } = centre.owner
  await browser.send('PUT', '/api/v1/modules/call-tracking', { isOn: true })
  const widgetId = await aWidget(centre, accountId)
  const made = await browser.send('POST', '/api/v1/trackers', {
    name: 'Сайт пекарни',
    sites: ['https://Verba.example/', '*.verba.example'],
  })
  assert.equal(made.statusCode, 201, made.body)
  const { id, key } = made.json<Tracker>()
  const asked = ofTracker(centre, id)
  const ofChannel = ofTrackedChannel(centre)
  await asked.edit({ widgetIds: [widgetId] })
  await ofChannel.put({ isOn: true, question: QUESTION })
  return {
    ...{ centre, widgetId, key },
    ...asked,
    ...ofChannel,
    ...ofVisits(centre, key),
    ...ofWidget(centre, widgetId),
    ...ofCustomers(centre),
    ...ofReport(centre),
  }
}

const ofTracker = ({ owner: { browser } }: TrialCentre, id: string) => ({
  async edit(changes: object): Promise<Tracker> {
    const found = (await browser.get('/api/v1/trackers')).json<Tracker[]>()
    const { version } = found.find((each) => each.id === id)!
    const answer = await browser.send('PATCH', `/api/v1/trackers/${id}`, { version, ...changes })
    assert.equal(answer.statusCode, 200, answer.body)
    return answer.json()
  },
})

function ofTrackedChannel({ owner: { browser }, channelId }: TrialCentre) {
  const settings = `/api/v1/channels/${channelId}/tracking`
  const ofChannel = async () => (await browser.get(settings)).json<ChannelTracking>()
  return {
    settings,
    ofChannel,
    async put(changes: object) {
      const { version, isOn, question } = await ofChannel()
      return browser.send('PUT', settings, { version, isOn, question, ...changes })
    },
  }
}

function ofVisits({ app }: TrialCentre, ownKey: string) {
  const open = ({ url = `${SITE}/`, origin = SITE, key = ownKey, from, ...page }: Page = {}) =>
    app.inject({
      method: 'POST',
      url: `/tracking/${key}/visits`,
      headers: { origin, 'content-type': 'text/plain;charset=UTF-8' },
      payload: JSON.stringify({ title: 'Торты', referrer: '', url, ...page }),
      ...(from && { remoteAddress: from }),
    })
  return {
    open,
    async visit(page: Page = {}) {
      const answer = await open(page)
      assert.equal(answer.statusCode, 200, answer.body)
      return answer.json<{ token: string; number: string }>()
    },
  }
}

function ofWidget({ database, server, clock, owner, channelId }: TrialCentre, ownWidget: string) {
  const linking = { database, channels: server.connecting.channels, clock }
  return {
    async linkFor(visitToken: string | undefined, widgetId = ownWidget) {
      const links = await entryLinks(linking, owner.accountId, { widgetId, visitToken })
      const link = links.find((each) => each.channelId === channelId)
      return new URL(link!.link)
    },
    choose: (visitToken: string, { accountId } = owner) =>
      chooseMessenger(database, {
        ...{ accountId, widgetId: ownWidget, channelId, visitToken, now: clock.now() },
      }),
  }
}

function ofCustomers(centre: TrialCentre) {
  let count = 0
  const conversationOf = (name: string) => conversationWith(centre, name)
  return {
    conversationOf,
    async write(name: string, text: string): Promise<Conversation> {
      const at = centre.clock.now().toISOString()
      await centre.tell({ ...trialMessage(name, `said-${++count}`, text), at })
      return conversationOf(name)
    },
  }
}

function ofReport({ owner: { browser }, clock }: TrialCentre) {
  const day = () => clock.now().toISOString().slice(0, 10)
  const today = () => `from=${day()}&to=${day()}`
  return {
    today,
    report: async () =>
      (await browser.get(`/api/v1/tracking/report?${today()}`)).json<TrackingReport>(),
  }
}
