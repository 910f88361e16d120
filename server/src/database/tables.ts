import type { ColumnType, Generated, JSONColumnType } from 'kysely'

/** Written by the database when left out. */
type Stamp = ColumnType<Date, Date | undefined, Date>
type Json<T extends object> = JSONColumnType<T, string, string>

/** What screens read and administration writes. The write path uses SQL functions instead. */
export interface Tables {
  installation: {
    only_row: Generated<boolean>
    key_check: string | null
    demo_left_at: Date | null
    created_at: Stamp
  }
  accounts: {
    id: string
    name: string
    is_demo: Generated<boolean>
    suspended_at: Date | null
    clock_offset_ms: Generated<number>
    settings_version: Generated<number>
    second_factor_from: Date | null
    demo_day_before: Date | null
    is_demo_day_told: Generated<boolean>
    created_at: Stamp
  }
  users: {
    id: string
    email: string
    name: string
    password_hash: string | null
    preferences: ColumnType<object, string | undefined, string>
    owns_installation: Generated<boolean>
    disabled_at: Date | null
    created_at: Stamp
  }
  sessions: {
    token_hash: Buffer
    user_id: string
    account_id: string
    created_at: Stamp
    last_seen_at: Stamp
    expires_at: Date
    user_agent: Generated<string>
    id: Generated<string>
    only_account: Generated<boolean>
  }
  second_factors: {
    user_id: string
    secret: string
    confirmed_at: Date | null
    last_step: Generated<number>
    created_at: Stamp
  }
  company_sign_ins: {
    account_id: string
    version: Generated<number>
    is_on: boolean
    slug: string
    issuer: string
    client_id: string
    client_secret: string
    domains: string[]
    lets_in: string
    role: string
  }
  company_sign_in_tries: {
    state_hash: Buffer
    account_id: string
    browser_hash: Buffer
    secrets: string
    return_url: string
    expires_at: Date
  }
  recovery_codes: { user_id: string; code_hash: Buffer }
  invitations: {
    id: string
    token_hash: Buffer
    account_id: string
    email: string
    name: string
    role: string
    invited_by: string | null
    created_at: Stamp
    expires_at: Date
    accepted_at: Date | null
  }
  password_resets: {
    token_hash: Buffer
    user_id: string
    created_at: Stamp
    expires_at: Date
    used_at: Date | null
  }
  memberships: {
    account_id: string
    user_id: string
    role: string
    disabled_at: Date | null
    created_at: Stamp
  }
  operators: {
    account_id: string
    id: string
    user_id: string
    name: string
    version: Generated<number>
    online_until: Date | null
    status: Generated<'online' | 'break' | 'do-not-disturb' | 'offline'>
    status_since: Stamp
    is_present: Generated<boolean>
    capacity: Generated<number>
    skills: ColumnType<string[], string | undefined, string>
    signature: string | null
    last_assigned_at: Date | null
    scope: Generated<'own' | 'team' | 'all'>
  }
  teams: {
    account_id: string
    id: string
    version: Generated<number>
    name: string
    is_everyone: Generated<boolean>
    settings: Json<object>
    backup_team_id: string | null
    created_at: Stamp
  }
  team_members: { account_id: string; team_id: string; operator_id: string; place: number }
  schedules: {
    account_id: string
    version: Generated<number>
    time_zone: string
    week: Json<object>
    exceptions: Json<object>
    alarm_at: Date | null
  }
  modules: { account_id: string; name: string; is_on: boolean }
  audit: {
    account_id: string
    id: string
    at: Stamp
    author_id: string | null
    author_name: string
    action: string
    subject: string
    subject_id: string | null
    subject_name: string
    changes: Json<object[]>
    version: number | null
  }
  bots: {
    account_id: string
    id: string
    version: Generated<number>
    name: string
    kind: 'scenario' | 'webhook'
    is_enabled: Generated<boolean>
    answer_within_s: Generated<number>
    draft: ColumnType<object | null, string | null | undefined, string | null>
    draft_version: Generated<number>
    draft_at: Date | null
    draft_by: string | null
    published_version: number | null
    url: string | null
    secret: string | null
    failures: Generated<number>
    unavailable_since: Date | null
    trouble: 'refused' | 'unreachable' | 'no-answer' | null
    probe_at: Date | null
    created_at: Stamp
    deleted_at: Date | null
  }
  scenario_versions: {
    account_id: string
    bot_id: string
    version: number
    scenario: Json<object>
    published_at: Stamp
    published_by: string
  }
  bot_events: {
    account_id: string
    id: string
    bot_id: string
    at: Date
    state: 'available' | 'unavailable'
    trouble: string | null
    detail: string | null
  }
  bot_turns: {
    account_id: string
    conversation_id: string
    turn: number
    bot_id: string
    input: Json<object>
    asked_at: Date
    next_at: Date
  }
  api_keys: {
    token_hash: Buffer
    account_id: string
    id: string
    name: string
    bot_id: string | null
    created_at: Stamp
    last_used_at: Date | null
  }
  labels: {
    account_id: string
    id: string
    version: Generated<number>
    kind: 'topic' | 'tag'
    name: string
    former_names: ColumnType<string[], string[] | undefined, string[]>
    place: number
    archived_at: Date | null
    created_at: Stamp
  }
  topic_requirements: {
    account_id: string
    required_of: 'nobody' | 'everybody' | 'teams'
    team_ids: ColumnType<string[], string[] | undefined, string[]>
  }
  contact_forms: {
    account_id: string
    id: string
    conversation_id: string
    fields: string[]
    language: 'ru' | 'en'
    client_id: string
    created_by: string
    created_at: Date
    expires_at: Date
    filled_at: Date | null
  }
  sweeps: {
    account_id: string
    id: string
    scope: 'channel' | 'team' | 'operator' | 'opening' | 'schedule' | 'bot'
    subject_id: string | null
    done_until: Generated<number>
    at: Stamp
  }
  channels: {
    account_id: string
    id: string
    version: Generated<number>
    kind: string
    name: string
    state: 'connecting' | 'working' | 'broken' | 'disconnected'
    problem: ColumnType<object | null, string | null | undefined, string | null>
    identity: ColumnType<object | null, string | null | undefined, string | null>
    settings: Json<Record<string, string>>
    secrets: Json<Record<string, string>>
    signature: Generated<'none' | 'first-name' | 'company'>
    intake: Generated<'webhook' | 'polling'>
    poll_cursor: string | null
    paused_until: Date | null
    last_received_at: Date | null
    last_asked_at: Date | null
    last_sent_at: Date | null
    created_at: Stamp
    token_ends_at: Date | null
    token_asked_at: Date | null
  }
  channel_states: {
    account_id: string
    channel_id: string
    id: Generated<number>
    at: Stamp
    state: 'connecting' | 'working' | 'broken' | 'disconnected'
    reason: string | null
    code: string | null
  }
  webhook_keys: { key: string; account_id: string; channel_id: string }
  platform_accounts: { kind: string; external_id: string; account_id: string; channel_id: string }
  contacts: {
    account_id: string
    id: string
    version: Generated<number>
    name: string
    created_at: Stamp
  }
  addresses: {
    account_id: string
    channel_id: string
    address: string
    contact_id: string
    name: string
    profile: Json<Record<string, string>>
    blocked_at: Date | null
    spam_in: string | null
    created_at: Stamp
  }
  conversations: {
    account_id: string
    id: string
    number: number
    channel_id: string
    thread: string
    address: string
    contact_id: string
    kind: 'direct' | 'comment' | 'outbound'
    version: number
    state: Json<object>
    state_version: number
    status: string
    operator_id: string | null
    concerns: Generated<string[]>
    wake_at: Date | null
    opened_at: Date
    last_activity_at: Date
    closed_at: Date | null
  }
  messages: {
    account_id: string
    id: string
    conversation_id: string
    seq: number
    version: number
    kind: 'message' | 'note' | 'system'
    author_type: 'contact' | 'operator' | 'bot' | 'system'
    author_id: string | null
    author_name: string
    text: string
    content: Json<object>
    status: string | null
    failure: Json<object> | null
    at: Date
    created_at: Date
    edited_at: Date | null
    deleted_at: Date | null
    client_id: string | null
  }
  files: {
    account_id: string
    id: string
    conversation_id: string | null
    message_id: string | null
    uploaded_by: string | null
    channel_id: string | null
    kind: string
    name: string
    mime: string | null
    bytes: number | null
    width: number | null
    height: number | null
    duration_s: number | null
    state: 'loading' | 'stored' | 'failed' | 'too-large'
    has_preview: Generated<boolean>
    reference: string | null
    storage_key: string | null
    created_at: Stamp
  }
  parts: {
    account_id: string
    id: string
    channel_id: string
    lane: string
    state: string
    next_at: Date
    message_id: string | null
  }
  inbox: {
    account_id: string
    id: number
    channel_id: string
    body: Buffer
    state: 'new' | 'done' | 'quarantined'
    tries: number
    next_at: Date
    problem: string | null
    received_at: Date
  }
  channel_log: {
    account_id: string
    id: Generated<number>
    channel_id: string
    at: Stamp
    direction: string
    what: string
    status: string
    duration_ms: number | null
    is_failure: Generated<boolean>
    detail: string | null
  }
  account_counters: { account_id: string; feed_number: number; conversation_number: number }
}
