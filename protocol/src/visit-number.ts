/** Stands in the question text for «номер заявки» of the visit (WA-22). */
export const VISIT_NUMBER_VARIABLE = '{{номер заявки}}'

/**
 * What waits in the customer's field (WA-23). The number stands apart from the words around it: whoever
 * wrote the text saw a chip there, and left out the space that the number needs.
 */
export const fillQuestion = (question: string, number: string): string =>
  question.split(VISIT_NUMBER_VARIABLE).reduce((before, after) => join(join(before, number), after))

const join = (left: string, right: string): string =>
  /[\p{L}\p{N}]$/u.test(left) && /^[\p{L}\p{N}]/u.test(right) ? `${left} ${right}` : left + right
