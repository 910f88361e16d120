import type { AssetKind } from '../model.ts'
import { badPayload, Refusal } from '../refusal.ts'
import { addressOf, HERE } from '../wire.ts'
import type { Call, Method } from './call.ts'

const KINDS: AssetKind[] = ['image', 'video', 'audio', 'file']
const HEIGHTS = [1080, 720, 480, 360, 240, 144]

export const UPLOAD_METHODS: Method[] = [
  { route: 'POST /uploads', run: open },
  { route: 'GET /videos/:token', run: getVideo },
]

function open({ max, bot, query }: Call) {
  const type = query.required('type')
  const kind = KINDS.find((known) => known === type)
  if (!kind) throw badPayload(`Unknown upload type: ${type}`)
  const { key, token } = max.tickets.open(bot.id, kind)
  return { url: `${HERE}/upload/${key}?type=${kind}`, ...(token && { token }) }
}

function getVideo({ max, bot, parts, name }: Call) {
  const asset = max.world.assets.find(parts[0]!)
  if (asset?.kind !== 'video' || asset.botId !== bot.id)
    throw new Refusal(404, 'video.not.found', 'Video not found')
  const { token, width, height, duration, fileId, thumbnailId } = asset
  const isReady = !max.faults.strike(['not-ready'], { companyId: String(bot.id), method: name })
  const url = addressOf(max, fileId)
  const urls = Object.fromEntries(
    HEIGHTS.filter((one) => one <= Math.min(width ?? 0, height ?? 0)).map((one) => [
      `mp4_${one}`,
      url,
    ]),
  )
  return {
    ...{ token, width, height, duration, urls: isReady ? urls : null },
    ...(thumbnailId && { thumbnail: { url: addressOf(max, thumbnailId) } }),
  }
}
