import { useQuery } from '@tanstack/react-query'
import { Navigate, useLocation, useSearch } from '@tanstack/react-router'
import { useState } from 'react'

import { useWords } from '../../words/index.ts'
import { AccessCard } from './access-card.tsx'
import { firstRun } from './api/first-run.ts'
import { CompanyForm } from './company-form.tsx'
import { ForgottenPassword } from './forgotten-password.tsx'
import { SignInForm } from './sign-in-form.tsx'

export function SignInPage() {
  const { access } = useWords()
  const { next, company } = useSearch({ from: '/sign-in' })
  const hasEnded = useLocation({ select: ({ state }) => state.hasSessionEnded })
  const { data: run } = useQuery(firstRun)
  const [email, setEmail] = useState('')
  const [hasForgotten, setForgotten] = useState(false)
  const [isViaCompany, setViaCompany] = useState(company !== undefined)

  if (run?.isNeeded) return <Navigate to="/first-run" replace />
  if (hasForgotten) {
    return (
      <ForgottenPassword
        email={email}
        onEmailChange={setEmail}
        onBack={() => setForgotten(false)}
      />
    )
  }
  return (
    <AccessCard
      title={access.signIn.title}
      help={hasEnded ? access.signIn.ended : undefined}
      foot={run?.isDemo ? <p>{access.signIn.demo}</p> : undefined}
    >
      {isViaCompany ? (
        <CompanyForm known={company ?? ''} onBack={() => setViaCompany(false)} />
      ) : (
        <SignInForm
          email={email}
          next={next}
          onEmailChange={setEmail}
          onForgotten={() => setForgotten(true)}
          onCompany={() => setViaCompany(true)}
        />
      )}
    </AccessCard>
  )
}
