/** Texts for customers that a form proposes, to be changed by whoever saves it. */
export const ready = {
  offHoursReply: 'Здравствуйте. Сейчас мы не работаем. Ответим, как только начнётся рабочий день',
}
