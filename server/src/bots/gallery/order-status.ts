import type { ScenarioInput } from '@otklik/protocol/settings'

/**
 * Asks for an order's number and looks it up. The address is the demo company's own and answers
 * there alone: elsewhere it is the line to change.
 */
export const orderStatus: ScenarioInput = {
  format: 1,
  start: 'number',
  steps: [
    {
      id: 'number',
      kind: 'question',
      at: { x: 0, y: 0 },
      text: 'Здравствуйте. Напишите номер заказа, например 1048, и чат-бот проверит, где он',
      expects: 'number',
      saveAs: 'номер заказа',
      next: 'ask',
      otherwise: {
        text: 'Номер заказа состоит из цифр, он есть в письме',
        times: 2,
        next: 'stuck',
      },
      silence: { afterMin: 120, next: 'bye' },
    },
    {
      id: 'ask',
      kind: 'request',
      at: { x: 380, y: 0 },
      note: 'Статус заказа в учётной системе',
      method: 'GET',
      url: 'http://sandbox/orders/{{номер заказа}}',
      save: [
        { name: 'статус', path: 'status' },
        { name: 'доставка', path: 'delivery' },
      ],
      next: 'tell',
      whenFailed: 'unknown',
    },
    {
      id: 'tell',
      kind: 'message',
      at: { x: 760, y: 0 },
      text: 'Заказ № {{номер заказа}}: {{статус}}. Доставка: {{доставка}}',
      next: 'more',
    },
    {
      id: 'unknown',
      kind: 'message',
      at: { x: 760, y: 220 },
      text: 'Заказ № {{номер заказа}} не нашёлся',
      next: 'more',
    },
    {
      id: 'more',
      kind: 'choice',
      at: { x: 1140, y: 80 },
      text: 'Что дальше?',
      placement: 'inline',
      options: [
        { id: 'again', label: 'Другой заказ', next: 'number' },
        { id: 'human', label: 'Позвать сотрудника', next: 'stuck' },
        { id: 'done', label: 'Всё, спасибо', next: 'bye' },
      ],
      otherwise: { text: 'Выберите ответ кнопкой', times: 1, next: 'stuck' },
      silence: { afterMin: 120, next: 'bye' },
    },
    {
      id: 'stuck',
      kind: 'hand-over',
      at: { x: 1520, y: 0 },
      to: { kind: 'backup' },
      summary: 'Спрашивает о заказе № {{номер заказа}}. Статус: {{статус}}',
    },
    {
      id: 'bye',
      kind: 'close',
      at: { x: 1520, y: 240 },
      text: 'Спасибо, что обратились. Если появится вопрос, просто напишите',
    },
  ],
}
