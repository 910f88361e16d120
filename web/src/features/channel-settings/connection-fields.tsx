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
  const [needed, others] = [true, false].map((isRequired) =>
    plain
      .filter((field) => field.isRequired === isRequired)
      .map((field) => (
        <AnyField key={field.name} field={field} facts={identity.identity?.facts} {...props} />
      )),
  )
  return (
    <div className={styles.pair}>
      {needed}
      {/* What is needed makes it known, and it stands right after that; a panel of ours is what it is called. */}
      {kind.capabilities.hasPanel ? null : (
        <IdentityField
          label={kind.identityLabel}
          isRefused={main !== undefined && props.errors[settingPath(main.name)] !== undefined}
          {...identity}
        />
      )}
      {others}
    </div>
  )
}
