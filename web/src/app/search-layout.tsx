import { SearchPage } from '../features/search/search-page.tsx'
import { BottomBar } from './bottom-bar.tsx'
import styles from './queue-layout.module.css'

export function SearchLayout() {
  return (
    <div className={styles.layout}>
      <SearchPage />
      <BottomBar place="search" />
    </div>
  )
}
