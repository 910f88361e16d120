import type { Thread } from '../contract.ts'
import { type Place, type PlaceKind, toCommentThread } from './ids.ts'

const SITE = 'https://vk.com'

/** The title of a thing is told to a person's key only: its kind has to do. */
const titles: Readonly<Record<PlaceKind, string>> = {
  wall: 'запись',
  market: 'товар или услуга',
  photo: 'фотография',
  video: 'видео',
  board: 'обсуждение',
}

/** VK-22: where others read it too. A good has no address for a single comment. */
export function toCommentPlace(
  place: Place,
  comment: { id: number; userId: number; rootId?: number | undefined },
): Thread {
  return {
    id: toCommentThread(place, comment.userId),
    publicPage: { title: titles[place.kind], url: pageOf(place, comment) },
  }
}

function pageOf(
  { kind, ownerId, itemId }: Place,
  { id, rootId }: { id: number; rootId?: number | undefined },
): string {
  const thing = `${ownerId}_${itemId}`
  const thread = rootId === undefined ? '' : `&thread=${rootId}`
  switch (kind) {
    case 'wall':
      return `${SITE}/wall${thing}?reply=${id}${thread}`
    case 'market':
      return `${SITE}/market${ownerId}?w=product${thing}`
    case 'photo':
      return `${SITE}/photo${thing}?reply=${id}`
    case 'video':
      return `${SITE}/video${thing}?reply=${id}`
    case 'board':
      return `${SITE}/topic${thing}?post=${id}`
  }
}

export const linkToPost = (ownerId: number, id: number): string => `${SITE}/wall${ownerId}_${id}`
export const linkToVideo = (ownerId: number, id: number): string => `${SITE}/video${ownerId}_${id}`
export const linkToProduct = (ownerId: number, id: number): string =>
  `${SITE}/product${ownerId}_${id}`
