import type { ChannelKindView } from '@otklik/protocol'
import { AnyField, type FieldsProps } from './any-field.tsx'
import { applyingFields } from './applying-fields.ts'
import { settingPath } from './connection-draft.ts'
import { mainField } from './connection-errors.ts'
import styles from './fields.module.css'
import { IdentityField } from './identity-field.tsx'
import type { IdentityCheck } from './use-identity-check.ts'

interface ConnectionFieldsProps extends FieldsProps {
  kind: ChannelKindView
  identity: Pick<IdentityCheck, 'identity' | 'isChecking'>
}

/** Drawn from the platform's own description: nothing here knows which platform it is. */
export function ConnectionFields({ kind, identity, ...props }: ConnectionFieldsProps) {
  const main = mainField(kind)
  const plain = applyingFields(kind.fields, props).filter(({ isAdvanced }) => !isAdvanced)
  return (
    <div className={styles.pair}>
      {plain.map((field) => (
        <AnyField key={field.name} field={field} facts={identity.identity?.facts} {...props} />
      ))}
      <IdentityField
        label={kind.identityLabel}
        isRefused={main !== undefined && props.errors[settingPath(main.name)] !== undefined}
        {...identity}
      />
    </div>
  )
}
