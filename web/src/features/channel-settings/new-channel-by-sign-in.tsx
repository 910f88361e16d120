import type { ChannelKindView } from '@otklik/protocol'
import { useState } from 'react'

import { BusyButton } from '../../ui/busy-button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { FailureView } from '../../ui/failure-view.tsx'
import { formError } from '../../ui/form-failure.ts'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { BarFailure, BarFrame, BarHint } from '../editing/index.ts'
import { Block, SettingsPage } from '../settings-shell/index.ts'
import { AccountChoice } from './account-choice.tsx'
import { ConnectStepper } from './connect-stepper.tsx'
import type { Signature } from './connection-draft.ts'
import { KindGlyph } from './kind-glyph.tsx'
import { SignInBlock, SignInButton } from './sign-in-block.tsx'
import { SignatureBlock } from './signature-block.tsx'
import { useSignIn } from './use-sign-in.ts'

interface NewChannelBySignInProps {
  kind: ChannelKindView
  signInId: string
}

/** The steps after «Авторизоваться»: who came back, what they may connect, and connecting it. */
export function NewChannelBySignIn({ kind, signInId }: NewChannelBySignInProps) {
  const { channelSettings: words, common, settings } = useWords()
  const [signature, setSignature] = useState<Signature>('none')
  const signIn = useSignIn(kind, signInId, signature)
  const { view, accounts, isLocked } = signIn
  const isUndecided = accounts !== undefined && !isLocked && !signIn.canConnect
  return (
    <SettingsPage
      title={words.connectTitle(kind.title)}
      mark={<KindGlyph kind={kind} />}
      crumb={{ to: '/settings/channels', label: settings.channels }}
      footer={
        <BarFrame>
          <BusyButton
            label={words.connect}
            busyLabel={words.connecting}
            isBusy={signIn.isBusy}
            isOff={!signIn.canConnect}
            onClick={signIn.connect}
          />
          {signIn.error ? <BarFailure>{formError(signIn.error)}</BarFailure> : null}
          {isUndecided ? <BarHint>{words.signIn.chooseFirst}</BarHint> : null}
        </BarFrame>
      }
    >
      <ConnectStepper current="connection" />
      {signIn.failure ? (
        <>
          <FailureView
            title={words.signIn.failed}
            failure={signIn.failure}
            onRepeat={signIn.repeat}
          />
          <SignInBlock kind={kind} />
        </>
      ) : null}
      {!signIn.failure && view?.step === 'chosen' ? (
        <Notice tone="ok">{words.signIn.chosen}</Notice>
      ) : null}
      {!signIn.failure && view?.step === 'choosing' && accounts ? (
        <Block
          title={words.signIn.choose}
          help={view.person ? words.signIn.person(view.person) : undefined}
        >
          {isLocked ? (
            <Notice
              tone="danger"
              help={words.signIn.nobodyAllowedHelp}
              actions={<SignInButton kind={kind} label={words.signIn.again} />}
            >
              {words.signIn.nobodyAllowed}
            </Notice>
          ) : null}
          <AccountChoice accounts={accounts} value={signIn.chosen} onChange={signIn.choose} />
        </Block>
      ) : null}
      {signIn.isLoading ? <Skeleton label={common.loading} shapes={['block', 'block']} /> : null}
      {signIn.failure || isLocked ? null : (
        <SignatureBlock value={signature} onChange={setSignature} />
      )}
      <div>
        <ButtonLink to="/settings/channels/new/$kind" params={{ kind: kind.id }} variant="subtle">
          {words.signIn.withKey}
        </ButtonLink>
      </div>
    </SettingsPage>
  )
}
