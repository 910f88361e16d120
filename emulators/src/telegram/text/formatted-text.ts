import type { Entity } from '../wire-types.ts'

export interface FormattedText {
  text: string
  entities: Entity[]
}
