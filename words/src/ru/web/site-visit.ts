export const siteVisit = {
  title: 'На сайте',
  visitor: 'Посетитель',
  online: 'сейчас на сайте',
  typing: 'печатает…',
  seen: (moment: string) => `был ${moment}`,
  page: 'Страница',
  first: 'Начал с',
  referrer: 'Пришёл с',
}
