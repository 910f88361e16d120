/**
 * What customers of a furniture shop write: the lower a word's place, the more often it is said, as
 * in any language. The first is in nearly every message, the last in one of a thousand.
 */
const said =
  `здравствуйте заказ доставка диван спасибо когда привезут оплата адрес возврат цвет размер сборка
  курьер магазин скидка стол стул шкаф матрас кресло подъезд этаж телефон order delivery please
  thanks refund address sofa today tomorrow колёса невозможно позвоните менеджер договор чек
  гарантия наличие`
    .split(/\s+/)
    .filter(Boolean)
const roots =
  `комод полк тумб ламп ковр зеркал штор подушк одеял вешалк табурет скамь столешниц фурнитур петл
  ручк ящик фасад кромк обивк ткан кож велюр рогож бук дуб орех сосн ясен берёз серебр золот бронз
  латун стал стекл мрамор гранит керамик плитк краск лак масл воск клей замк ключ винт шуруп болт
  крепеж карниз жалюз рам багет вазон кашпо свеч люстр торшер бра розетк кабел выключател диммер`
    .split(/\s+/)
    .filter(Boolean)
const endings =
  'а у ой ами ный ного ную ка ки ку ок чик ский ская овый овая ница ник ность ство'.split(' ')

/** About thirteen hundred, in the order of how often they are said. */
export const vocabulary: string[] = [
  ...said,
  ...endings.flatMap((ending) => roots.map((root) => root + ending)),
]
/** Words that everybody says, and those that few do. */
export const commonWords: string[] = said.slice(0, 24)
export const seldomWords: string[] = Array.from(
  { length: 40 },
  (_, n) => vocabulary[60 + n * 30] ?? '',
)
/** In one message alone. */
export const rareWord = (place: number): string => `заявка${place}`

export const names = `Марина Пётр Ольга Игорь Вера Артём Зоя Лев Нина Глеб`.split(' ')
export const families = `Ковалёв Гущин Ремизов Сафонов Лебедев Орлов Белов Дроздов`.split(' ')
