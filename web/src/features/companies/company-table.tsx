import type { InstallationAccount } from '@otklik/protocol/settings'
import unseen from '../../ui/unseen.module.css'
import { useFormats, useWords } from '../../words/index.ts'
import { useSession } from '../session/index.ts'
import { CompanyMenu } from './company-menu.tsx'
import { CompanyState } from './company-state.tsx'
import styles from './company-table.module.css'

export function CompanyTable({ companies }: { companies: readonly InstallationAccount[] }) {
  const { companies: words } = useWords()
  const { columns } = words
  return (
    <div className={styles.frame}>
      <table className={styles.table} aria-label={words.list}>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col" className={styles.number}>
              {columns.people}
            </th>
            <th scope="col" className={styles.number}>
              {columns.channels}
            </th>
            <th scope="col">{columns.created}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col" className={styles.actions}>
              <span className={unseen.text}>{columns.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {companies.map((company) => (
            <CompanyRow key={company.id} company={company} />
          ))}
        </tbody>
      </table>
      {companies.length === 1 ? <p className={styles.alone}>{words.alone}</p> : null}
    </div>
  )
}

function CompanyRow({ company }: { company: InstallationAccount }) {
  const { companies: words } = useWords()
  const formats = useFormats()
  const isHere = useSession().account.id === company.id
  return (
    <tr data-suspended={company.isSuspended || undefined}>
      <th scope="row" className={styles.name} title={company.name}>
        {company.name}
        {isHere ? <span className={styles.here}>{words.here}</span> : null}
      </th>
      <td className={styles.number}>
        <span className={styles.figure}>{formats.number(company.people)}</span>
        <span className={styles.counted}>{words.people(company.people)}</span>
      </td>
      <td className={styles.number}>
        <span className={styles.figure}>{formats.number(company.channels)}</span>
        <span className={styles.counted}>{words.channels(company.channels)}</span>
      </td>
      <td className={styles.created}>{formats.moment(new Date(company.createdAt))}</td>
      <td className={styles.state}>
        <CompanyState company={company} />
      </td>
      <td className={styles.actions}>
        <CompanyMenu company={company} />
      </td>
    </tr>
  )
}
