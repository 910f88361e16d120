import type {
  ChannelGroup,
  EditChannelGroupRequest,
  RatingSettings,
} from '@otklik/protocol/settings'

type RatingName = keyof RatingSettings

/** Each setting is a field of its own, named as the API's paths are; numbers as they are typed. */
export type GroupValues = { name: string; channels: ChannelGroup['channels'] } & {
  [Name in RatingName as `rating.${Name}`]: RatingSettings[Name] extends number
    ? string
    : RatingSettings[Name]
}

const numeric = ['everyHours', 'awaitHours', 'lowScore']

export function valuesOf({ name, channels, rating }: ChannelGroup): GroupValues {
  const entries = Object.entries(rating).map(([key, value]) => [
    `rating.${key}`,
    numeric.includes(key) ? String(value) : value,
  ])
  return { name, channels, ...Object.fromEntries(entries) } as GroupValues
}

/** What has to be sent. A number that is none goes as it was typed: the server has the words for it. */
export function toChanges({
  name,
  channels,
  ...rest
}: Partial<GroupValues>): Omit<EditChannelGroupRequest, 'version'> {
  const rating = Object.entries(rest).map(([key, value]) => {
    const field = key.slice('rating.'.length)
    return [field, numeric.includes(field) ? numberOf(String(value)) : value]
  })
  return {
    ...(name !== undefined && { name }),
    ...(channels && { channels }),
    ...(rating.length > 0 && { rating: Object.fromEntries(rating) }),
  }
}

const numberOf = (typed: string): number | string | null =>
  typed.trim() === '' ? null : Number.isNaN(Number(typed)) ? typed : Number(typed)
