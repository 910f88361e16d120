import { type Good, goods } from './goods.ts'

/** How the shop is told whose chat button stands on its pages. */
export interface Button {
  /** Where the contact centre is. */
  appUrl: string
  siteKey: string
  /** Of the counter of visits, where there is one. */
  trackerKey?: string | undefined
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

const drawingOf = ({ drawing, name }: Good) =>
  `<svg viewBox="0 0 200 124" role="img" aria-label="${escaped(name)}">${drawing}</svg>`

const card = (good: Good) => `<li><a href="/shop/${good.id}">${drawingOf(good)}
<strong>${escaped(good.name)}</strong><span>${escaped(good.price)}</span></a></li>`

/** By the last part of their address; the first page has none. */
const pages: Record<string, { title: string; body: string }> = {
  '': {
    title: 'Верба Мебель — мебель для дома',
    body: `<h1>Мебель, с которой живут</h1>
<p>Делаем в Костроме, доставляем по всей стране. Образцы тканей пришлём бесплатно.</p>
<ul class="goods">${goods.map(card).join('')}</ul>`,
  },
  delivery: {
    title: 'Доставка и оплата — Верба Мебель',
    body: `<h1>Доставка и оплата</h1>
<p>По Москве и области — 900 ₽, на следующий день. В другие города — транспортной компанией, от трёх дней.</p>
<p>Подъём на этаж — 300 ₽, с лифтом бесплатно. Сборка — 10 % от цены мебели.</p>
<p>Оплатить можно картой на сайте, курьеру или по счёту.</p>`,
  },
  contacts: {
    title: 'Контакты — Верба Мебель',
    body: `<h1>Контакты</h1>
<p>Кострома, улица Советская, 97. Шоурум открыт каждый день с 10 до 20.</p>
<p>Быстрее всего — в чате: кнопка внизу страницы.</p>`,
  },
  ...Object.fromEntries(
    goods.map((good) => [
      good.id,
      {
        title: `${good.name} — Верба Мебель`,
        body: `<article>${drawingOf(good)}<div><h1>${escaped(good.name)}</h1>
<p class="price">${escaped(good.price)}</p><p>${escaped(good.about)}</p>
<dl>${good.facts.map(([name, fact]) => `<dt>${escaped(name)}</dt><dd>${escaped(fact)}</dd>`).join('')}</dl>
<p>Есть вопрос о размере или ткани? Спросите в чате внизу страницы.</p></div></article>`,
      },
    ]),
  ),
}

/** Ways into the shop as advertisements have them, so that a visit has something to be counted by. */
const ways = [
  ['реклама', 'utm_source=yandex&utm_medium=cpc&utm_campaign=divany_osen&yclid=7214'],
  ['рассылка', 'utm_source=newsletter&utm_medium=email&utm_campaign=noyabr'],
  ['пост в группе', 'utm_source=community&utm_medium=social&utm_campaign=post_1048'],
] as const

/** A page of the shop; undefined where it has none of that name. */
export function shopPage(name: string, button: Button | undefined): string | undefined {
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined
  if (!page) return undefined
  return `<!doctype html>
<html lang="ru">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)}</title>
<link rel="stylesheet" href="/shop/style/shop.css">
</head>
<body>
<header><a class="brand" href="/shop/">Верба Мебель</a>
<nav aria-label="Магазин"><a href="/shop/">Каталог</a><a href="/shop/delivery">Доставка</a><a href="/shop/contacts">Контакты</a></nav></header>
<main>${page.body}</main>
<footer><p>Учебный магазин песочницы. Прийти сюда как из:
${ways.map(([title, marks]) => `<a href="/shop/?${escaped(marks)}">${title}</a>`).join(', ')}</p>
${button ? '' : '<p>Кнопки чата здесь нет: демо-компания ещё не подключила чат на сайте.</p>'}</footer>
${button ? scripts(button) : ''}
</body>
</html>
`
}

/** What a company puts onto its pages: the counter of visits, and the chat button. */
function scripts({ appUrl, siteKey, trackerKey }: Button): string {
  const paths = [...(trackerKey ? [`tracking/${trackerKey}`] : []), `widget/${siteKey}`]
  return paths
    .map((path) => `<script defer src="${escaped(`${appUrl}/${path}.js`)}"></script>`)
    .join('\n')
}
