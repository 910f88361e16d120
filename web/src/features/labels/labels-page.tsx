import { FailureView } from '../../ui/failure-view.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { useWords } from '../../words/index.ts'
import { Block, RequirePermission, SettingsPage } from '../settings-shell/index.ts'
import { LabelList } from './label-list.tsx'
import { RequirementForm } from './requirement-form.tsx'
import { activeOf, useLabels } from './use-labels.ts'

/** «Тематики и теги»: what there is to choose from, and when a topic is required. */
export function LabelsPage() {
  const { labels } = useWords()
  return (
    <RequirePermission permission="labels.manage" title={labels.title}>
      <Directory />
    </RequirePermission>
  )
}

function Directory() {
  const { labels: words, common } = useWords()
  const { data, error, refetch } = useLabels()
  return (
    <SettingsPage title={words.title} help={words.subtitle}>
      {data ? (
        <>
          <Block title={words.topics} help={words.topicsHelp}>
            <LabelList kind="topic" labels={data.labels} />
          </Block>
          <Block title={words.requirement} help={words.requirementHelp}>
            <RequirementForm
              requirement={data.requirement}
              hasTopics={activeOf(data.labels, 'topic').length > 0}
            />
          </Block>
          <Block title={words.tags} help={words.tagsHelp}>
            <LabelList kind="tag" labels={data.labels} />
          </Block>
        </>
      ) : null}
      {!data && error ? (
        <FailureView title={common.loadFailed} failure={error} onRepeat={() => void refetch()} />
      ) : null}
      {data || error ? null : <Skeleton label={common.loading} shapes={['block', 'block']} />}
    </SettingsPage>
  )
}
