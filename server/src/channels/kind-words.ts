/** What people read of a platform, in one language. What a bot is called is data and not here. */
export interface KindWords {
  readonly title: string
  /** The label over what customers find us by, as «Имя бота». */
  readonly identityLabel: string
  /** Over the connection form, where it is not «Настройки подключения». */
  readonly connectionTitle?: string
  /** What gives access there, as «How to get the …» says it, where it is not a token: «ключ». */
  readonly credential?: string
  /** How an administrator gets the credentials, step by step. */
  readonly steps: readonly string[]
  /** What is said under the main field of the connection form. */
  readonly refusals: {
    /** Credentials that nobody is behind, whatever is wrong with them: «Бот не найден». */
    readonly notFound: string
    /** One account of a platform is connected once (D-15). */
    readonly alreadyConnected: string
    /** The credentials of somebody else than the channel that is being edited. */
    readonly otherAccount: string
    /** Of a channel that worked, where it is more than a token that was withdrawn. */
    readonly lost?: string
  }
  /** By the names of `fields`. */
  readonly fields: Readonly<Record<string, FieldWords>>
}

export interface FieldWords {
  readonly label: string
  readonly help?: string
  readonly placeholder?: string
  /** Said when the schema does not take the value; without it, that the field wants a look. */
  readonly invalid?: string
  /** What the field's `choices` are called, by their values. */
  readonly choices?: Readonly<Record<string, string>>
}

/** The same texts in another language: no key and no step more or less. */
export type Translated<Text> = Text extends string
  ? string
  : { readonly [Key in keyof Text]: Translated<Text[Key]> }
