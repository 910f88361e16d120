import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../test-kit.ts'
import { GROUP, type Network, openNetwork } from './test-kit.ts'

const placeOf = async (network: Network, kind: string) =>
  (await network.community('GET', '/places')).find((place: Json) => place.kind === kind)

test('tells of comments under a product, new, edited, deleted and back', async (t) => {
  const network = await openNetwork(t)
  const changes = ['new', 'edit', 'delete', 'restore'].map((one) => `market_comment_${one}`)
  const poll = await network.poll(...changes)
  const person = await network.person('Ирина')
  const { commentId } = await person.do('comment', { kind: 'market', text: 'Есть в синем?' })
  const body = { kind: 'market', commentId }
  await person.do('edit-comment', { ...body, text: 'Есть в сером?' })
  await person.do('delete-comment', body)
  await person.do('restore-comment', body)
  const updates = await poll.take()
  assert.deepEqual(
    updates.map((update: Json) => update.type),
    changes,
  )
  const product = await placeOf(network, 'market')
  const [created, edited, deleted] = updates.map((update: Json) => update.object)
  assert.deepEqual(
    [created.item_id, created.market_owner_id, created.from_id],
    [product.id, -GROUP, person.id],
  )
  assert.equal(edited.text, 'Есть в сером?')
  assert.deepEqual(deleted, {
    ...{ owner_id: -GROUP, id: commentId, user_id: person.id },
    ...{ deleter_id: person.id, item_id: product.id },
  })
})

test('names the place of every kind of comment', async (t) => {
  const network = await openNetwork(t)
  const names = ['wall_reply', 'photo_comment', 'video_comment', 'board_post']
  const poll = await network.poll(...names.map((name) => `${name}_new`))
  const person = await network.person('Ирина')
  for (const kind of ['wall', 'photo', 'video', 'board'])
    await person.do('comment', { kind, text: 'вопрос' })
  const [wall, photo, video, board] = (await poll.take()).map((update: Json) => update.object)
  assert.equal(wall.post_owner_id, -GROUP)
  assert.equal(photo.photo_owner_id, -GROUP)
  assert.equal(video.video_owner_id, -GROUP)
  assert.equal(board.topic_owner_id, -GROUP)
})

test('answers on the wall as the community, once for one guid', async (t) => {
  const network = await openNetwork(t)
  const poll = await network.poll('wall_reply_new')
  const person = await network.person('Ирина')
  const { id } = await placeOf(network, 'wall')
  const { commentId } = await person.do('comment', { kind: 'wall', text: 'А доставка есть?' })
  const params = { owner_id: -GROUP, post_id: id, from_group: GROUP, guid: 'g1' }
  const create = () =>
    network.result('wall.createComment', {
      ...{ ...params, message: 'Да', reply_to_comment: commentId },
    })
  const answer = await create()
  assert.deepEqual(answer, { comment_id: 2, parents_stack: [commentId] })
  assert.deepEqual(await create(), answer)
  const [, own] = (await poll.take()).map((update: Json) => update.object)
  assert.deepEqual([own.from_id, own.reply_to_user], [-GROUP, person.id])
  assert.equal((await placeOf(network, 'wall')).comments.length, 2)
})

test('lets only those who may speak for the community under a product', async (t) => {
  const network = await openNetwork(t)
  const anna = await network.person('Анна')
  const pavel = await network.person('Павел')
  await network.community('PATCH', '', { admins: { [anna.id]: 3 } })
  const { id } = await placeOf(network, 'market')
  const params = { owner_id: -GROUP, item_id: id, message: 'Да', from_group: 1 }
  const refusal = (token?: string) => network.refusal('market.createComment', params, token)
  assert.equal(await refusal(), 27)
  await network.community('PATCH', '', { allowsMarketComments: true })
  assert.equal(await refusal(), undefined)
  assert.equal(await refusal(await network.userToken(pavel.id)), 15)
  const key = await network.userToken(anna.id)
  assert.equal(typeof (await network.result('market.createComment', params, key)), 'number')
  const change = { owner_id: -GROUP, comment_id: 1 }
  assert.equal(await network.refusal('market.deleteComment', change), 27)
  await network.result('market.deleteComment', change, key)
  const list = await network.result('market.getComments', { owner_id: -GROUP, item_id: id }, key)
  assert.equal(list.count, 1)
})

test('refuses comments where they are closed', async (t) => {
  const network = await openNetwork(t)
  const anna = await network.person('Анна')
  await network.community('PATCH', '', { admins: { [anna.id]: 3 } })
  const codes = { market: [1401, 'market', 'item_id'], video: [801, 'video', 'video_id'] } as const
  for (const [kind, [code, section, field]] of Object.entries(codes)) {
    const { id } = await placeOf(network, kind)
    await network.community('PATCH', '/places', { kind, place: id, areCommentsClosed: true })
    const params = { owner_id: -GROUP, [field]: id, message: 'Да', from_group: 1 }
    const key = await network.userToken(anna.id)
    assert.equal(await network.refusal(`${section}.createComment`, params, key), code)
  }
})

test('shows products by their ids', async (t) => {
  const network = await openNetwork(t)
  const { id } = await placeOf(network, 'market')
  const { items } = await network.result('market.getById', { item_ids: `-${GROUP}_${id}` })
  assert.equal(items[0].title, 'Диван «Осло»')
  assert.equal(items[0].price.amount, '4590000')
})

test('lists what was said below a post by threads, whole when it is asked for', async (t) => {
  const network = await openNetwork(t)
  const person = await network.person('Ирина')
  const key = await network.userToken(person.id)
  const { id } = await placeOf(network, 'wall')
  const words = 'А доставка есть? '.repeat(10)
  const { commentId } = await person.do('comment', { kind: 'wall', text: words })
  await person.do('comment', { kind: 'wall', text: 'И сборка?', replyTo: commentId })
  await person.do('comment', { kind: 'wall', text: 'Цена?' })
  const posts = await network.result('wall.get', { owner_id: -GROUP }, key)
  assert.deepEqual([posts.items[0].id, posts.items[0].comments.count], [id, 3])
  const list = (more: object, token = key) =>
    network.result('wall.getComments', { owner_id: -GROUP, post_id: id, ...more }, token)
  const { items, profiles } = await list({ sort: 'desc', thread_items_count: 10, extended: 1 })
  assert.deepEqual(
    items.map(({ text, thread }: Json) => [text.length, thread.count, thread.items.length]),
    [
      [5, 0, 0],
      [91, 1, 1],
    ],
  )
  assert.equal(profiles[0].first_name, 'Ирина')
  const [whole] = (await list({ preview_length: 0 })).items
  assert.equal(whole.text, words)
  // A person's key asks three times a second and no more.
  const thread = await list({ comment_id: commentId }, await network.userToken(person.id))
  assert.deepEqual(
    thread.items.map(({ text, parents_stack }: Json) => [text, parents_stack]),
    [['И сборка?', [commentId]]],
  )
  assert.equal(await network.refusal('wall.getComments', { owner_id: -GROUP, post_id: id }), 27)
})

test('lists what was said below all photos, and names each', async (t) => {
  const network = await openNetwork(t)
  const person = await network.person('Ирина')
  const key = await network.userToken(person.id)
  const { id } = await placeOf(network, 'photo')
  await person.do('comment', { kind: 'photo', text: 'Красиво' })
  await person.do('comment', { kind: 'photo', text: 'А цвет?' })
  const { items } = await network.result('photos.getAllComments', { owner_id: -GROUP }, key)
  assert.deepEqual(
    items.map(({ text, pid, photo_id }: Json) => [text, pid, photo_id]),
    [
      ['А цвет?', id, undefined],
      ['Красиво', id, undefined],
    ],
  )
})

test('carries out several calls as one, each with an answer of its own', async (t) => {
  const network = await openNetwork(t)
  const person = await network.person('Ирина')
  const key = await network.userToken(person.id)
  const { id } = await placeOf(network, 'market')
  await person.do('comment', { kind: 'market', text: 'Есть в синем?' })
  const products = `API.market.get({"owner_id":-${GROUP}})`
  const comments = `API.market.getComments({"owner_id":-${GROUP},"item_id":${id}})`
  const code = `return [${products},${comments},API.messages.send({"peer_id":1})];`
  const { response, execute_errors: errors } = await network.call('execute', { code }, key)
  assert.equal(response[0].items[0].id, id)
  assert.equal(response[1].items[0].text, 'Есть в синем?')
  assert.equal(response[2], false)
  assert.deepEqual(
    errors.map(({ method, error_code }: Json) => [method, error_code]),
    [['messages.send', 15]],
  )
  const many = `return [${Array.from({ length: 26 }, () => products).join()}];`
  assert.equal(await network.refusal('execute', { code: many }, key), 13)
  assert.equal(await network.refusal('execute', { code: 'return 1' }, key), 12)
})
