import { useFeedState } from '../feed/index.ts'

/** The message whose «Почему?» is asked by the key: the last one that has an answer. */
export function useLastDecision(conversationId: string | undefined): string | undefined {
  return useFeedState(
    (state) =>
      state.messages
        .get(conversationId ?? '')
        ?.messages.findLast(({ system }) => system?.hasDecision)?.id,
  )
}
