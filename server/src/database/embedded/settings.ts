import type { Cluster } from './cluster.ts'
import { port } from './socket-folder.ts'

/**
 * Given on the command line rather than in postgresql.conf, so that they follow the version of
 * the server and not the day the database was made.
 */
export function settingArguments(cluster: Cluster, socketFolder: string): string[] {
  const settings = {
    ...placeSettings(socketFolder),
    ...memorySettings,
    ...logSettings,
    ...(cluster.isDurable ? durableSettings : throwAwaySettings),
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

const placeSettings = (socketFolder: string) => ({
  listen_addresses: '',
  unix_socket_directories: socketFolder,
  unix_socket_permissions: '0700',
  port,
  timezone: 'UTC',
})

/** For a machine of two cores and a few gigabytes that runs the server too. */
const memorySettings = {
  shared_buffers: '64MB',
  max_connections: 60,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '512MB',
  random_page_cost: 1.1,
  // Queries here take about a millisecond; compiling them takes a hundred.
  jit: 'off',
}

const durableSettings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'replica',
  wal_compression: 'on',
  wal_buffers: '8MB',
  min_wal_size: '128MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',
}

const throwAwaySettings = {
  // Many servers at a time, each of which keeps its connections for a minute.
  max_connections: 240,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'replica',
  max_wal_size: '1GB',
  checkpoint_timeout: '1h',
  autovacuum_naptime: '1h',
}

/** Neither statements nor row contents: they hold what customers write. */
const logSettings = {
  log_timezone: 'UTC',
  log_line_prefix: '%m [%p] ',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
}
