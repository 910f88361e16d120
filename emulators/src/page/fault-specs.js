const share = {
  amount: { prefix: 'oneOf', value: 3, min: 1, max: 100 },
  read: (value) => (value > 1 ? { probability: 1 / value } : {}),
  show: ({ probability }) => Math.round(1 / (probability ?? 1)),
}

const seconds = (value, read) => ({
  amount: { suffix: 'seconds', value, min: 0.1, max: 120, step: 0.1 },
  read: (amount) => ({ ms: amount * 1000, ...read }),
  show: ({ ms }) => ms / 1000,
})

/**
 * The faults platforms have in common; those with a number have its unit, its first value and what
 * it means on the wire. `isForAll` ones concern every phone of the company.
 */
const SPECS = {
  'too-many-requests': {
    amount: { suffix: 'seconds', value: 30, min: 1, max: 3600 },
    read: (value) => ({ retryAfter: value }),
    show: ({ retryAfter }) => retryAfter,
  },
  'lost-update': share,
  reorder: seconds(2, { probability: 0.5 }),
  slow: { ...seconds(1.5), isForAll: true },
  unauthorized: { isForAll: true },
}

/** A look lists names of the common ones, and whole descriptions of its own. */
export const specOf = (fault) =>
  typeof fault === 'string' ? { kind: fault, ...SPECS[fault] } : fault
