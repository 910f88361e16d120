import { codePoints } from '../../ui/code-points.ts'
import { CountedText } from '../../ui/counted-text.tsx'
import { SwitchInput } from '../../ui/switch.tsx'
import { useWords } from '../../words/index.ts'
import { fieldId } from '../editing/index.ts'
import { Block } from '../settings-shell/index.ts'
import { CLOSING_TEXT_LIMIT } from './rules-draft.ts'
import type { RulesBlockProps } from './use-rules.ts'

/** «Показывать сообщение при закрытии обращения» (COM-40…COM-42). */
export function ClosingBlock({ rules, children }: RulesBlockProps) {
  const { channelRules: words } = useWords()
  const { isClosingTextShown, closingText } = rules.values
  return (
    <Block
      title={words.closing}
      aside={
        <SwitchInput
          name={words.closing}
          isOn={isClosingTextShown}
          onChange={(isOn) => rules.change({ isClosingTextShown: isOn })}
        />
      }
    >
      {isClosingTextShown ? (
        <CountedText
          id={fieldId('closingText')}
          label={words.closingText}
          value={closingText}
          length={codePoints(closingText)}
          limit={CLOSING_TEXT_LIMIT}
          help={words.closingHelp}
          error={rules.errors.closingText}
          onChange={(text) => rules.change({ closingText: text })}
        />
      ) : null}
      {children}
    </Block>
  )
}
