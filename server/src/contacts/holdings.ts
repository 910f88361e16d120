/**
 * Everything that is kept of a person: where it is, what they are handed of it, and what becomes of
 * it when they are forgotten. Export and erasure walk this list; a test looks for tables it leaves out.
 */
export interface Holding {
  table: string
  /** Which rows `r` are theirs. $1 is the company, $2 the people, $3 their conversations. */
  whose: string
  /** They go, or this is set: $4 for a name, the moment ($5). `kept` says why they stay. */
  forgotten: 'deleted' | 'by-day' | { set: string } | { kept: string }
  /** Done right before, where others could be in the way. */
  first?: string
  /** What they get in their file; `not` says why they do not. */
  handed: Handed | 'frame' | { not: string }
}

interface Handed {
  as: string
  columns: string
  per: 'person' | 'conversation'
  order?: string
  /** There is one of it at most. */
  isOne?: true
}

const ofPerson = 'r.contact_id = any ($2)'
const ofTalk = 'r.conversation_id = any ($3)'
const ofAddress = (column: string) => `exists (
  select from addresses a where a.account_id = $1 and a.contact_id = any ($2)
    and a.channel_id = r.channel_id and a.address = r.${column})`
const ofThread = `exists (
  select from addresses a
  join threads t on t.account_id = $1 and t.channel_id = a.channel_id and t.address = a.address
  where a.account_id = $1 and a.contact_id = any ($2)
    and t.channel_id = r.channel_id and t.thread = r.thread)`

const copies = { not: 'copies of messages' }
const figures = { not: 'figures about the work of colleagues' }
const counted = { kept: 'how much work there was stays' }

/** What is on its way, and what others have made of it to find or to tell it. */
const copied: Holding[] = [
  {
    table: 'attempts',
    whose: `r.part_id in (
      select p.id from parts p where p.account_id = $1 and p.conversation_id = any ($3))`,
    forgotten: 'deleted',
    handed: { not: 'what came of them is the status of a message' },
  },
  { table: 'parts', whose: ofTalk, forgotten: 'deleted', handed: copies },
  { table: 'lanes', whose: ofThread, forgotten: 'deleted', handed: { not: 'an order of calls' } },
  {
    table: 'external_messages',
    whose: `r.message_id in (
      select m.id from messages m where m.account_id = $1 and m.conversation_id = any ($3))`,
    forgotten: 'deleted',
    handed: { not: 'how platforms call messages' },
  },
  { table: 'bot_turns', whose: ofTalk, forgotten: 'deleted', handed: copies },
]

const said: Holding[] = [
  {
    table: 'messages',
    whose: ofTalk,
    forgotten: {
      set: `version = r.version + 1, text = '',
        author_name = case r.author_type when 'contact' then '' else r.author_name end,
        content = case
          when r.kind <> 'system' then '{}'
          when r.content -> 'system' ->> 'code' in ('pressed', 'started', 'form-filled')
            then jsonb_set(r.content, '{system,parameters}', '{}')
          else r.content end,
        failure = r.failure - 'detail',
        deleted_at = case r.kind when 'system' then r.deleted_at else coalesce(r.deleted_at, $5) end`,
    },
    handed: {
      as: 'messages',
      columns: 'kind, author_type, author_name, text, content, at, edited_at, deleted_at',
      per: 'conversation',
      order: 'seq',
    },
  },
  {
    table: 'message_search',
    // Whoever makes words to search by has made them by now, or makes them of what is left.
    first: 'select from search_cursors s where s.account_id = $1 for update',
    whose: ofTalk,
    forgotten: 'deleted',
    handed: copies,
  },
  { table: 'contact_search', whose: ofPerson, forgotten: 'deleted', handed: copies },
  {
    table: 'drafts',
    whose: ofTalk,
    forgotten: 'deleted',
    handed: { not: 'what a colleague has begun to write and nobody has got' },
  },
  { table: 'notices', whose: ofTalk, forgotten: 'deleted', handed: copies },
  {
    // After the notices: whoever has made a push of one was waited for.
    table: 'pushes',
    whose: 'r.conversation_ids && $3',
    forgotten: 'deleted',
    handed: copies,
  },
  {
    table: 'webhook_events',
    whose: `(${ofTalk} or ${ofPerson})`,
    forgotten: 'deleted',
    handed: copies,
  },
  {
    table: 'webhook_deliveries',
    whose: ofTalk,
    forgotten: { kept: 'they go with their events' },
    handed: { not: 'when an event was told' },
  },
  {
    table: 'contact_forms',
    whose: ofTalk,
    forgotten: 'deleted',
    handed: {
      as: 'forms',
      columns: 'fields, created_at, filled_at',
      per: 'conversation',
      order: 'created_at',
    },
  },
  { table: 'mentions', whose: ofTalk, forgotten: { kept: 'whom colleagues call' }, handed: copies },
  { table: 'decisions', whose: ofTalk, forgotten: counted, handed: figures },
]

const visited: Holding[] = [
  {
    table: 'visit_suggestions',
    whose: ofTalk,
    forgotten: 'deleted',
    handed: { not: 'a guess at whose visit it was' },
  },
  {
    // That somebody came by an advertisement is counted still; what they looked at is not known.
    table: 'visits',
    whose: `(${ofPerson} or r.contact_id is null and exists (
      select from conversations c
      where c.account_id = $1 and c.id = any ($3) and c.visit_id = r.id))`,
    forgotten: {
      set: `token_hash = null, number = null, term = '', content = '', page_url = '',
        page_title = '', referrer = '', click_ids = '{}', contact_id = null`,
    },
    handed: {
      as: 'visits',
      columns: `source, medium, campaign, term, content, page_url, page_title, referrer, click_ids,
        pages, created_at, last_seen_at`,
      per: 'person',
      order: 'created_at',
    },
  },
  {
    table: 'site_visitors',
    whose: ofAddress('visitor'),
    forgotten: 'deleted',
    handed: {
      as: 'onSite',
      columns: `page_url, page_title, first_url, referrer, language, seen_at, consented_at, answer`,
      per: 'person',
      order: 'seen_at',
    },
  },
]

/** How a conversation was rated stays, and the customer's words about it do not. */
const judged: Holding[] = [
  {
    table: 'ratings',
    whose: ofTalk,
    forgotten: {
      set: `comment = null, appeal = case when r.appeal is null then null else '' end,
        decision_text = null`,
    },
    handed: {
      as: 'rating',
      columns: 'scale, asked_at, score, rated_at, comment, appeal, decision, decision_text',
      per: 'conversation',
      isOne: true,
    },
  },
  {
    // Reviewers quote what was said; what they answered stays.
    table: 'reviews',
    whose: ofTalk,
    forgotten: {
      set: `version = r.version + 1, summary = '',
        reply = case when r.reply is null then null else '' end,
        appeal = case when r.appeal is null then null else '' end, decision_text = null,
        answers = coalesce((
          select jsonb_object_agg(a.key, a.value - 'comment') from jsonb_each(r.answers) as a), '{}')`,
    },
    handed: {
      as: 'reviews',
      columns: 'answers, summary, score, reply, appeal, decision, decision_text, ended_at',
      per: 'conversation',
      order: 'begun_at',
    },
  },
  { table: 'samples', whose: ofTalk, forgotten: counted, handed: figures },
  { table: 'sla_results', whose: ofTalk, forgotten: counted, handed: figures },
  { table: 'report_facts', whose: ofTalk, forgotten: counted, handed: figures },
  { table: 'report_changes', whose: ofTalk, forgotten: counted, handed: figures },
]

/** What was written down beside: as it came, and as it was shown. */
const recorded: Holding[] = [
  {
    // Their bytes go with what was uploaded and forgotten.
    table: 'files',
    whose: `${ofTalk} and r.bot_id is null and r.template_id is null`,
    forgotten: {
      set: `name = '', reference = null, state = 'failed', message_id = null,
        conversation_id = null, uploaded_by = coalesce(r.uploaded_by, ($2)[1]),
        created_at = '2000-01-01'`,
    },
    handed: {
      as: 'files',
      columns: 'id, name, mime, bytes, created_at',
      per: 'conversation',
      order: 'created_at',
    },
  },
  {
    table: 'feed',
    whose: ofTalk,
    forgotten: { set: `kind = 'gone', payload = jsonb_build_object('id', r.conversation_id)` },
    handed: copies,
  },
  {
    table: 'audit',
    whose: `r.subject = 'contact' and r.subject_id = any ($2)`,
    forgotten: { set: `subject_name = '', changes = '[]'` },
    handed: { as: 'journal', columns: 'at, action, changes', per: 'person', order: 'id' },
  },
  {
    table: 'import_rows',
    whose: ofPerson,
    forgotten: { set: `cells = '[]'` },
    handed: { as: 'imported', columns: 'cells', per: 'person', order: 'line' },
  },
  {
    // What it keeps for its undoing may be somebody else's card.
    table: 'contact_merges',
    whose: '(r.survivor_id = any ($2) or r.merged_id = any ($2))',
    forgotten: 'deleted',
    handed: { as: 'merges', columns: 'at, undone_at', per: 'person', order: 'at' },
  },
  {
    table: 'contact_differences',
    whose: `(${ofPerson} or r.other_id = any ($2))`,
    forgotten: 'deleted',
    handed: { not: 'that two are not one' },
  },
  {
    table: 'inbox',
    // What came before was gone through day by day already.
    first: 'select erase_raw($1, $2, null, $6)',
    whose: ofPerson,
    forgotten: 'by-day',
    handed: { not: 'what became messages, for fourteen days' },
  },
  {
    table: 'channel_log',
    whose: ofPerson,
    forgotten: 'by-day',
    handed: { not: 'calls of platforms, for fourteen days' },
  },
]

const written = `'attributes' - 'choices' - 'planned' - 'visit' - 'suggestedVisit' - 'ad'`

/** Last, for all else is found by it. */
const themselves: Holding[] = [
  {
    table: 'conversations',
    first: `insert into threads (account_id, channel_id, thread, address, created_at)
      select $1, c.channel_id, 'erased:' || c.id, 'erased:' || c.contact_id, c.opened_at
      from conversations c where c.account_id = $1 and c.id = any ($3)`,
    whose: 'r.id = any ($3)',
    forgotten: {
      set: `version = r.version + 1, thread = 'erased:' || r.id, address = 'erased:' || r.contact_id,
        state = case when r.state ? 'lastMessage'
          then jsonb_set(jsonb_set(r.state - ${written} #- '{rating,comment}',
            '{lastMessage,text}', '""'), '{lastMessage,author,name}', '""')
          else r.state - ${written} #- '{rating,comment}' end`,
    },
    handed: 'frame',
  },
  {
    table: 'threads',
    whose: `${ofAddress('address')} and not exists (
      select from conversations c
      where c.account_id = $1 and c.channel_id = r.channel_id and c.thread = r.thread)`,
    forgotten: 'deleted',
    handed: { not: 'how platforms call the places of conversations' },
  },
  {
    table: 'addresses',
    whose: ofPerson,
    forgotten: 'deleted',
    handed: {
      as: 'addresses',
      columns: 'channel_id, address, name, profile, blocked_at, created_at',
      per: 'person',
      order: 'created_at, address',
    },
  },
  {
    table: 'contacts',
    whose: 'r.id = any ($2)',
    forgotten: {
      set: `version = r.version + 1, name = $4, email = '', phone = '', fields = '{}', tags = '{}',
        note = '', is_vip = false, barred_at = null, barred_by = null, changed_by = null,
        changed_at = null, erased_at = $5`,
    },
    handed: 'frame',
  },
]

/** In the order in which they are forgotten: what another is found by comes after it. */
export const holdings: readonly Holding[] = [
  ...copied,
  ...said,
  ...visited,
  ...judged,
  ...recorded,
  ...themselves,
]
