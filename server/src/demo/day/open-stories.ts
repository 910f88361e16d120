import type { Story } from './story.ts'

const says = (after: number, text: string) => ({ after, says: text })
const takes = (after: number, who: string) => ({ after, who, does: 'takes' as const })
const answers = (after: number, who: string, text: string) => ({ after, who, answers: text })

/** What is open when somebody looks: in every state that a conversation can be in. */
export const openStories: readonly Story[] = [
  {
    ...{ id: 'refund', messenger: 'telegram', person: 11, name: 'Виктор Нефёдов' },
    began: { minutesAgo: 96 },
    card: { note: 'Просит писать, а не звонить', tags: ['рассрочка'] },
    steps: [
      says(0, 'Добрый день, 12-го сдал вам кресло «Тромсё», заказ 1041'),
      takes(3, 'Анна'),
      answers(1, 'Анна', 'Виктор, здравствуйте. Кресло приняли, деньги вернутся на карту'),
      { after: 1, who: 'Анна', labels: { topic: 'Возврат денег', tags: ['рассрочка'] } },
      says(67, 'Деньги за возврат так и не пришли, прошло уже десять дней'),
      says(6, 'Кто может подсказать?'),
    ],
  },
  {
    ...{ id: 'lift', messenger: 'edna', person: 11, name: 'Лариса Корнеева', phone: '79210004114' },
    began: { minutesAgo: 41 },
    card: { isVip: true, note: 'Просит не звонить до 11:00, писать можно в любое время' },
    steps: [
      says(0, 'Здравствуйте. Заказ 1048 обещали привезти сегодня до двух, где машина?'),
      takes(2, 'Анна'),
      answers(1, 'Анна', 'Лариса, здравствуйте. Уточняю у водителя, вернусь через пару минут'),
      {
        after: 5,
        who: 'Игорь',
        notes: 'Машина стоит на Кольцевой, будет к 16:00. Можно предложить скидку 10 % на сборку',
      },
      answers(1, 'Анна', 'Водитель будет к 16:00. За ожидание сделаем скидку 10 % на сборку'),
      {
        after: 1,
        who: 'Анна',
        labels: { topic: 'Опоздание доставки', tags: ['компенсация', 'без лифта'] },
      },
      says(24, 'Спасибо за скидку. А подъём на 4 этаж входит в стоимость? Лифта нет'),
    ],
  },
  {
    ...{ id: 'grey-sofa', messenger: 'vk', person: 11, name: 'Константин Мельник' },
    began: { minutesAgo: 5 },
    steps: [says(0, 'Есть ли диван «Осло» в сером цвете? И сколько ждать?')],
  },
  {
    ...{ id: 'scratch', messenger: 'max', person: 11, name: 'Нина Прохорова' },
    began: { minutesAgo: 9 },
    steps: [
      says(0, 'На столешнице царапина, заметили, когда уже подписали'),
      says(1, 'Что теперь делать?'),
      { after: 1, who: 'Игорь', gives: 'Возвраты и рекламации' },
    ],
  },
  {
    ...{ id: 'receipt', messenger: 'telegram', person: 12, name: 'Артём Власов' },
    began: { minutesAgo: 64 },
    steps: [
      says(0, 'Пришлите, пожалуйста, чек за предоплату'),
      takes(4, 'Анна'),
      answers(2, 'Анна', 'Артём, чек отправила на почту, проверьте'),
      { after: 1, who: 'Анна', labels: { topic: 'Оплата и документы' } },
    ],
  },
  {
    ...{ id: 'invoice', messenger: 'edna', person: 12, name: 'Стальмонтаж', phone: '79210004120' },
    // The day in which one may answer freely is almost over.
    began: { minutesAgo: 23 * 60 + 22 },
    card: { note: 'Юридическое лицо, оплата по счёту' },
    steps: [
      says(0, 'Нужен счёт на 12 кресел «Тромсё» для переговорных'),
      takes(5, 'Дмитрий'),
      answers(4, 'Дмитрий', 'Здравствуйте. Счёт выставим сегодня, пришлите реквизиты'),
      { after: 1, who: 'Дмитрий', labels: { topic: 'Оплата и документы', tags: ['опт'] } },
      says(34, 'Реквизиты отправили на почту'),
      answers(8, 'Дмитрий', 'Получили, счёт готовим'),
    ],
  },
  {
    ...{ id: 'blocked', messenger: 'telegram', person: 13, name: 'Людмила Петрова' },
    began: { minutesAgo: 118 },
    steps: [
      says(0, 'Когда привезут комод?'),
      takes(6, 'Анна'),
      {
        after: 3,
        who: 'Анна',
        answers: 'Людмила, комод будет у вас в пятницу с 10 до 14',
        fails: 'recipient-blocked',
      },
    ],
  },
  {
    ...{ id: 'warranty', messenger: 'max', person: 12, name: 'Никита Белоусов' },
    began: { minutesAgo: 133 },
    steps: [
      says(0, 'Какая гарантия на раскладной механизм?'),
      takes(2, 'Елена'),
      answers(2, 'Елена', 'Гарантия на механизм — 5 лет, на каркас — 10'),
      { after: 1, who: 'Елена', labels: { topic: 'Гарантия' } },
    ],
  },
  {
    ...{ id: 'fabric', messenger: 'vk', person: 12, name: 'Дарья Григорьева' },
    began: { minutesAgo: 210 },
    steps: [
      says(0, 'Можно образцы ткани перед заказом?'),
      takes(5, 'Тимур'),
      answers(3, 'Тимур', 'Да, закажу их на складе и напишу, когда придут'),
      { after: 2, who: 'Тимур', notes: 'Ждём ответа склада по ткани' },
      { after: 1, who: 'Тимур', does: 'holds' },
    ],
  },
  {
    ...{ id: 'measure', messenger: 'telegram', person: 14, name: 'Ильдар Исмаилов' },
    began: { minutesAgo: 176 },
    steps: [
      says(0, 'Хочу кухню под размер, когда сможет приехать замерщик?'),
      takes(7, 'Дмитрий'),
      answers(2, 'Дмитрий', 'Замерщик будет послезавтра до 12:00. Вернусь к вам после замера'),
      { after: 1, who: 'Дмитрий', labels: { topic: 'Замер и подбор', tags: ['кухня'] } },
      { after: 1, who: 'Дмитрий', snoozes: { days: 2, hour: 12 } },
    ],
  },
  {
    ...{ id: 'order-status', messenger: 'telegram', person: 15, name: 'Рената Галимова' },
    began: { minutesAgo: 12 },
    steps: [says(0, 'Где мой заказ?'), { after: 1, who: 'Игорь', givesBot: 'Статус заказа' }],
  },
  {
    ...{ id: 'site-size', messenger: 'site', person: 1, name: 'Маргарита Орлова' },
    began: { minutesAgo: 17 },
    page: { path: '/shop', title: 'Верба Мебель — диваны и кресла' },
    steps: [
      says(0, 'Пройдёт ли «Осло» в дверь 70 см? На странице размеров в упаковке нет'),
      takes(2, 'Елена'),
      answers(1, 'Елена', 'Здравствуйте. Спинка снимается, самая широкая коробка — 64 см: пройдёт'),
      { after: 1, who: 'Елена', labels: { topic: 'Замер и подбор' } },
      says(9, 'Отлично. А ножки можно светлые?'),
    ],
  },
  {
    ...{ id: 'site-pickup', messenger: 'site', person: 2, name: 'Павел Зуев' },
    began: { minutesAgo: 7 },
    page: { path: '/shop', title: 'Верба Мебель — диваны и кресла' },
    steps: [says(0, 'Можно ли забрать кресло сегодня самому, и до скольки работаете?')],
  },
  {
    ...{ id: 'sofa-bed', messenger: 'telegram', person: 16, name: 'Кирилл Дёмин' },
    began: { minutesAgo: 3 },
    steps: [says(0, 'Подойдёт ли диван «Осло» для сна каждый день?')],
  },
]
