import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FailureView } from '../../ui/failure-view.tsx'
import { Icon } from '../../ui/icons.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { SettingsPage } from '../settings-shell/index.ts'
import { AddDrawer } from './add-drawer.tsx'
import { companiesQuery } from './api/companies.ts'
import { CompanyTable } from './company-table.tsx'

export function CompanyList() {
  const { common, companies: words, settings } = useWords()
  const { data: companies, error, refetch } = useQuery(companiesQuery)
  const [isAdding, setAdding] = useState(false)
  return (
    <SettingsPage
      isWide
      title={settings.companies}
      help={companies ? words.count(companies.length) : settings.companiesHelp}
      actions={
        <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
          {words.create}
        </Button>
      }
    >
      {companies ? <CompanyTable companies={companies} /> : null}
      {!companies && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {companies || error ? null : (
        <Skeleton label={common.loading} shapes={['row', 'row', 'row']} />
      )}
      <AddDrawer isOpen={isAdding} onClose={() => setAdding(false)} />
    </SettingsPage>
  )
}
