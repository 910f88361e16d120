import assert from 'node:assert/strict'
import { test } from 'node:test'

import { toHtml } from './html.ts'

test('a text without formats has no markup', () => {
  assert.equal(toHtml('<b>Да</b>', []), undefined)
  assert.equal(toHtml('Сайт', [{ type: 'link', offset: 0, length: 4 }]), undefined)
})

test('what was typed is never markup, in the text or in an address', () => {
  const format = [{ type: 'link' as const, offset: 0, length: 5, url: 'https://a.ru/?a=1&b="<' }]
  assert.equal(
    toHtml('a<b&c — "x"', format),
    '<a href="https://a.ru/?a=1&amp;b=&quot;&lt;">a&lt;b&amp;c</a> — &quot;x&quot;',
  )
})

test('formats that overlap become elements that do not', () => {
  const format = [
    { type: 'bold' as const, offset: 0, length: 7 },
    { type: 'italic' as const, offset: 4, length: 8 },
  ]
  assert.equal(toHtml('раз два три!', format), '<b>раз </b><b><i>два</i></b><i> три!</i>')
})

test('each format has its element, and the rest of the text stays', () => {
  const format = (['underline', 'strike', 'code'] as const).map((type, index) => ({
    ...{ type, offset: index * 2, length: 1 },
  }))
  assert.equal(toHtml('1 2 3.', format), '<u>1</u> <s>2</s> <code>3</code>.')
})
