import type { ScenarioInput } from '@otklik/protocol/settings'

/** Off hours: asks what it is about and how to answer, so that the morning begins with the answer. */
export const offHours: ScenarioInput = {
  format: 1,
  start: 'closed',
  steps: [
    {
      id: 'closed',
      kind: 'message',
      at: { x: 0, y: 0 },
      text: 'Здравствуйте, {{имя клиента}}. Сейчас мы не работаем. Оставьте вопрос и телефон, и мы ответим, как только начнётся рабочий день',
      next: 'question',
    },
    {
      id: 'question',
      kind: 'question',
      at: { x: 380, y: 0 },
      text: 'Что вас интересует?',
      expects: 'text',
      saveAs: 'вопрос',
      next: 'phone',
      otherwise: { text: 'Напишите вопрос одним сообщением', times: 2, next: 'pass' },
      silence: { afterMin: 60, next: 'pass' },
    },
    {
      id: 'phone',
      kind: 'question',
      at: { x: 760, y: 0 },
      text: 'По какому телефону вам позвонить?',
      expects: 'phone',
      saveAs: 'телефон',
      next: 'time',
      otherwise: {
        text: 'Напишите телефон с кодом, например +7 921 123-45-67',
        times: 2,
        next: 'thanks',
      },
      silence: { afterMin: 60, next: 'pass' },
    },
    {
      id: 'time',
      kind: 'choice',
      at: { x: 1140, y: 0 },
      text: 'Когда удобно говорить?',
      placement: 'keyboard',
      options: [
        { id: 'morning', label: 'Утром', next: 'tag' },
        { id: 'day', label: 'Днём', next: 'tag' },
        { id: 'evening', label: 'Вечером', next: 'tag' },
        { id: 'write', label: 'Лучше написать', next: 'thanks' },
      ],
      saveAs: 'когда позвонить',
      otherwise: { text: 'Выберите ответ кнопкой', times: 1, next: 'tag' },
      silence: { afterMin: 60, next: 'tag' },
    },
    {
      id: 'tag',
      kind: 'set',
      at: { x: 1520, y: 0 },
      tags: ['Перезвонить'],
      next: 'thanks',
    },
    {
      id: 'thanks',
      kind: 'message',
      at: { x: 1520, y: 200 },
      text: 'Спасибо. Ответим в рабочее время',
      next: 'pass',
    },
    {
      id: 'pass',
      kind: 'hand-over',
      at: { x: 1900, y: 100 },
      to: { kind: 'backup' },
      summary:
        'Написал в нерабочее время.\nВопрос: {{вопрос}}\nТелефон: {{телефон}}\nКогда позвонить: {{когда позвонить}}',
    },
  ],
}
