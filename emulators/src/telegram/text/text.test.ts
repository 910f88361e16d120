import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Params } from '../params.ts'
import { readMessageText } from './read-text.ts'

function read(text: string, fields: Record<string, string> = {}) {
  const params = new Params()
  params.setJson({ text, ...fields })
  return readMessageText(params)
}

const refuse = (text: string, mode: string) => {
  try {
    read(text, { parse_mode: mode })
  } catch (error) {
    return (error as Error).message.replace("Bad Request: can't parse entities: ", '')
  }
  return 'accepted'
}

test('reads the tags of HTML', () => {
  assert.deepEqual(
    read('<b>жирный <i>и</i></b> &lt;3 <a href="https://a.example/?x=1&amp;y=2">тут</a>', {
      parse_mode: 'html',
    }),
    {
      text: 'жирный и <3 тут',
      entities: [
        { type: 'bold', offset: 0, length: 8 },
        { type: 'italic', offset: 7, length: 1 },
        { type: 'text_link', offset: 12, length: 3, url: 'https://a.example/?x=1&y=2' },
      ],
    },
  )
  const code = read('<pre><code class="language-ts">let a</code></pre>', { parse_mode: 'HTML' })
  assert.deepEqual(code.entities, [{ type: 'pre', offset: 0, length: 5, language: 'ts' }])
})

test('refuses broken HTML in its words', () => {
  assert.equal(refuse('a <div>b</div>', 'HTML'), 'Unsupported start tag "div" at byte offset 2')
  assert.equal(refuse('<b>a', 'HTML'), 'Can\'t find end tag corresponding to start tag "b"')
  assert.match(refuse('<b>a</i>', 'HTML'), /^Unmatched end tag/)
})

test('reads the marks of MarkdownV2', () => {
  assert.deepEqual(read('*a _b_* `c` [d](https://e.example) 1\\.', { parse_mode: 'MarkdownV2' }), {
    text: 'a b c d 1.',
    entities: [
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 2, length: 1 },
      { type: 'code', offset: 4, length: 1 },
      { type: 'text_link', offset: 6, length: 1, url: 'https://e.example' },
    ],
  })
  assert.equal(
    refuse('Привет.', 'MarkdownV2'),
    "Character '.' is reserved and must be escaped with the preceding '\\'",
  )
  assert.equal(
    refuse('да *нет', 'MarkdownV2'),
    "Can't find end of the entity starting at byte offset 5",
  )
})

test('reads the old Markdown without reserved characters', () => {
  assert.deepEqual(read('*a*. [b](https://c.example)', { parse_mode: 'Markdown' }), {
    text: 'a. b',
    entities: [
      { type: 'bold', offset: 0, length: 1 },
      { type: 'text_link', offset: 3, length: 1, url: 'https://c.example' },
    ],
  })
})

test('marks links, commands and mentions by itself', () => {
  const { text, entities } = read('/start https://shop.example, @irina_s #заказ a@b.example')
  assert.deepEqual(
    entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]),
    [
      ['bot_command', '/start'],
      ['url', 'https://shop.example'],
      ['mention', '@irina_s'],
      ['hashtag', '#заказ'],
      ['email', 'a@b.example'],
    ],
  )
})

test('moves given entities when the text is cleaned', () => {
  const entities = JSON.stringify([{ type: 'bold', offset: 2, length: 3 }])
  assert.deepEqual(read('  важно', { entities }).entities, [{ type: 'bold', offset: 0, length: 3 }])
  const beyond = JSON.stringify([{ type: 'bold', offset: 3, length: 9 }])
  assert.throws(
    () => read('текст', { entities: beyond }),
    /entity beginning at UTF-16 offset 3 ends after the end of the text at UTF-16 offset 5/,
  )
  const middle = JSON.stringify([{ type: 'bold', offset: 1, length: 1 }])
  assert.throws(() => read('😀', { entities: middle }), /in a middle of a UTF-16 symbol/)
})
