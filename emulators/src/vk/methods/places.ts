import { isInvalid } from '../api-error.ts'
import type { Comment, Community, Place, PlaceKind } from '../model.ts'
import { wirePost, wireProduct, wireTopic, wireVideo } from '../wire.ts'
import { type Call, communityOf, type Method, ownerOf, readCount, USER } from './call.ts'

/** The things of a community that people comment on. */
export const placeMethods: Method[] = [
  {
    name: 'market.getById',
    kinds: ['user', 'service', 'community'],
    right: 'market',
    userRight: 'market',
    run: getProducts,
  },
  { name: 'wall.getById', kinds: ['user', 'service'], run: getPosts },
  { name: 'wall.get', kinds: ['user', 'service'], run: (call) => listPosts(call) },
  { name: 'market.get', kinds: USER, run: (call) => listProducts(call) },
  { name: 'video.get', kinds: USER, run: (call) => listVideos(call) },
  { name: 'board.getTopics', kinds: ['user', 'service'], run: (call) => listTopics(call) },
]

function findPlaces({ vk, params }: Call, kind: PlaceKind, field: string): Place[] {
  const names = params.list(field)
  if (names.length === 0) throw isInvalid(`${field} is undefined`)
  return names.flatMap((name) => {
    const [owner, id] = name.split('_').map(Number)
    return vk.world.findPlace(kind, -(owner ?? 0), id ?? 0) ?? []
  })
}

function getProducts(call: Call): unknown {
  const items = findPlaces(call, 'market', 'item_ids').map(wireProduct)
  return { count: items.length, items }
}

function getPosts(call: Call): unknown {
  return {
    items: findPlaces(call, 'wall', 'posts').map((post) =>
      wirePost(post, commentsOn(call, post).length),
    ),
  }
}

const commentsOn = ({ vk }: Call, place: Place): Comment[] =>
  vk.world.listComments(place).filter(({ deletedAt }) => !deletedAt)

interface Page {
  community: Community
  kind: PlaceKind
  max: number
  fallback: number
}

/** The newest first. */
function page(call: Call, { community, kind, max, fallback }: Page) {
  const all = [...call.vk.world.places.values()]
    .filter((place) => place.kind === kind && place.communityId === community.id)
    .sort((a, b) => b.at - a.at || b.id - a.id)
  const offset = call.params.integer('offset', 0)
  return { count: all.length, places: all.slice(offset, offset + readCount(call, max, fallback)) }
}

function listPosts(call: Call): unknown {
  const { count, places } = page(call, {
    ...{ community: ownerOf(call), kind: 'wall', max: 100, fallback: 20 },
  })
  return { count, items: places.map((post) => wirePost(post, commentsOn(call, post).length)) }
}

function listProducts(call: Call): unknown {
  const { count, places } = page(call, {
    ...{ community: ownerOf(call), kind: 'market', max: 200, fallback: 100 },
  })
  return { count, items: places.map(wireProduct) }
}

function listVideos(call: Call): unknown {
  const { count, places } = page(call, {
    ...{ community: ownerOf(call), kind: 'video', max: 200, fallback: 100 },
  })
  return { count, items: places.map((video) => wireVideo(video, commentsOn(call, video).length)) }
}

/** In the order of their last word when `order` is 1. */
function listTopics(call: Call): unknown {
  const community = communityOf(call, 1)
  const { count, places } = page(call, { community, kind: 'board', max: 100, fallback: 40 })
  const items = places.map((topic) => wireTopic(topic, commentsOn(call, topic)))
  if (call.params.integer('order', 0) === 1) items.sort((a, b) => b.updated - a.updated)
  return { count, items }
}
