import { type FieldProblem, InvalidFieldsError } from '../http/index.ts'

/** What is wrong with a form, gathered field by field, so that its reader is told all of it. */
export interface FieldProblems {
  add(path: string, code: FieldProblem['code'], facts?: FieldProblem['facts']): void
  /** A whole number within bounds; where it is not one there is a problem, and any number will do. */
  whole(path: string, value: unknown, bounds: Bounds): number
  refuse(): void
}

interface Bounds {
  least: number
  most: number
}

export function gatherProblems(): FieldProblems {
  const fields: Record<string, FieldProblem> = {}

  function add(path: string, code: FieldProblem['code'], facts?: FieldProblem['facts']): void {
    fields[path] ??= { code, ...(facts && { facts }) }
  }

  return {
    add,
    whole(path, value, { least, most }) {
      if (value === undefined || value === null) add(path, 'required')
      else if (typeof value !== 'number' || !Number.isInteger(value)) add(path, 'not-whole')
      else if (value < least) add(path, 'too-small', { minimum: least })
      else if (value > most) add(path, 'too-large-number', { maximum: most })
      else return value
      return least
    },
    refuse() {
      if (Object.keys(fields).length > 0) throw new InvalidFieldsError(fields)
    },
  }
}
