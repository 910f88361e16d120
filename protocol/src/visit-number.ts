/** Stands in the question text for «номер заявки» of the visit (WA-22). */
export const VISIT_NUMBER_VARIABLE = '{{номер заявки}}'
