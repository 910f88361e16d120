import { Button, Drawer, Modal } from '@mantine/core'
import type { SecondFactor } from '@otklik/protocol/settings'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Chip } from '../../ui/chip.tsx'
import { Notice } from '../../ui/notice.tsx'
import { showToast } from '../../ui/toasts.ts'
import { useFormats, useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { Block } from '../settings-shell/index.ts'
import { endSecondFactor } from './api/end-second-factor.ts'
import { renewRecoveryCodes } from './api/renew-recovery-codes.ts'
import { secondFactorQuery } from './api/second-factor.ts'
import { Prove } from './prove.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'
import { SetUpSecondFactor } from './set-up-second-factor.tsx'
import styles from './stack.module.css'
import { useRefresh } from './use-refresh.ts'

/** «Двухфакторный вход»: on, off, other recovery codes. */
export function SecondFactorBlock() {
  const { protection } = useWords()
  const { data: factor } = useQuery(secondFactorQuery)
  return (
    <Block
      title={protection.secondFactor}
      help={protection.secondFactorHelp}
      aside={
        factor?.hasPassword ? (
          <Chip tone={factor.isOn ? 'ok' : 'plain'}>
            {factor.isOn ? protection.isOn : protection.isOff}
          </Chip>
        ) : null
      }
    >
      {factor?.hasPassword === false ? <Notice>{protection.noPassword}</Notice> : null}
      {factor?.hasPassword ? <Choices factor={factor} /> : null}
    </Block>
  )
}

type Opened = 'on' | 'off' | 'codes'

function Choices({ factor }: { factor: SecondFactor }) {
  const { protection } = useWords()
  const formats = useFormats()
  const { requiredFrom } = useSession().protection
  const [opened, setOpened] = useState<Opened>()
  const close = () => setOpened(undefined)
  if (!factor.isOn) {
    return (
      <>
        {requiredFrom ? (
          <Notice tone="warn">{protection.required(formats.moment(new Date(requiredFrom)))}</Notice>
        ) : null}
        <div className={styles.buttons}>
          <Button variant="default" onClick={() => setOpened('on')}>
            {protection.turnOn}
          </Button>
        </div>
        <SetUpDrawer isOpen={opened === 'on'} onClose={close} />
      </>
    )
  }
  return (
    <>
      <p className={styles.help}>{protection.codesLeft(factor.recoveryCodesLeft)}</p>
      {requiredFrom ? <p className={styles.help}>{protection.requiredNow}</p> : null}
      <div className={styles.buttons}>
        <Button variant="default" onClick={() => setOpened('codes')}>
          {protection.newCodes}
        </Button>
        {requiredFrom ? null : (
          <Button variant="subtle" color="gray" onClick={() => setOpened('off')}>
            {protection.turnOff}
          </Button>
        )}
      </div>
      <OffDialog isOpen={opened === 'off'} onClose={close} />
      <CodesDialog isOpen={opened === 'codes'} onClose={close} />
    </>
  )
}

interface OpenedProps {
  isOpen: boolean
  onClose: () => void
}

function SetUpDrawer({ isOpen, onClose }: OpenedProps) {
  const { common, protection } = useWords()
  const refresh = useRefresh()
  const end = () => {
    onClose()
    void refresh()
  }
  return (
    <Drawer
      opened={isOpen}
      onClose={end}
      title={protection.setUp}
      size={480}
      closeButtonProps={{ 'aria-label': common.close }}
    >
      <SetUpSecondFactor onDone={end} />
    </Drawer>
  )
}

function OffDialog({ isOpen, onClose }: OpenedProps) {
  const { protection } = useWords()
  const refresh = useRefresh()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={protection.offTitle}
      size={440}
      withCloseButton={false}
    >
      <Prove
        isRed
        help={protection.offHelp}
        submit={protection.turnOff}
        refuse={protection.keep}
        act={endSecondFactor}
        onDone={() => {
          showToast({ text: protection.turnedOff })
          onClose()
          void refresh()
        }}
        onClose={onClose}
      />
    </Modal>
  )
}

function CodesDialog({ isOpen, onClose }: OpenedProps) {
  const { protection } = useWords()
  const refresh = useRefresh()
  const [codes, setCodes] = useState<string[]>()
  const end = () => {
    setCodes(undefined)
    onClose()
    void refresh()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={end}
      title={codes ? protection.recovery : protection.renewTitle}
      size={440}
      withCloseButton={false}
    >
      {codes ? (
        <RecoveryCodes codes={codes} onDone={end} />
      ) : (
        <Prove
          help={protection.renewHelp}
          submit={protection.renew}
          refuse={protection.keepCodes}
          act={renewRecoveryCodes}
          onDone={({ recoveryCodes }) => setCodes(recoveryCodes)}
          onClose={end}
        />
      )}
    </Modal>
  )
}
