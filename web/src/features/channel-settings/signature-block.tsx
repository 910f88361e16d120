import { ChoiceList } from '../../ui/choice-list.tsx'
import { useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import type { Signature } from './connection-draft.ts'
import styles from './signature-block.module.css'

interface SignatureBlockProps {
  value: Signature
  onChange: (signature: Signature) => void
}

/** The name customers see as a message's first line (D-37), with what it will look like. */
export function SignatureBlock({ value, onChange }: SignatureBlockProps) {
  const { channelSettings: words } = useWords()
  const { signatures } = words
  return (
    <Block title={words.signature} help={words.signatureHelp}>
      <div className={styles.pair}>
        <ChoiceList
          isLegendHidden
          legend={words.signature}
          value={value}
          choices={[
            { value: 'none', label: signatures.none },
            { value: 'first-name', label: signatures['first-name'] },
            { value: 'company', label: signatures.company },
          ]}
          onChange={onChange}
        />
        <Preview signature={value} />
      </div>
    </Block>
  )
}

function Preview({ signature }: { signature: Signature }) {
  const { channelSettings: words } = useWords()
  const { operator, account } = useSession()
  const names = { none: '', 'first-name': firstName(operator.name), company: account.name }
  const name = names[signature]
  return (
    <figure className={styles.preview} aria-live="polite">
      <figcaption className={styles.caption}>{words.preview}</figcaption>
      <p className={styles.bubble}>
        {name ? `${name}:\n` : ''}
        {words.previewText}
      </p>
    </figure>
  )
}

function firstName(name: string): string {
  return name.split(/\s+/, 1)[0] ?? ''
}
