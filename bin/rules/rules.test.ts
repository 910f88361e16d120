import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { judgeAudit } from './audit.ts'
import { rulesByFile } from './by-file.ts'
import { checkCycles } from './cycles.ts'
import { platformOf } from './layers.ts'
import { checkLockfile, checkVersions } from './lockfile.ts'
import { checkPlatformNames } from './platforms.ts'
import { checkSecrets } from './secrets.ts'
import { isTest, type Problem, parseSource, readSources, type Source } from './source.ts'
import { checkWriters } from './writers.ts'

const rules = { ...rulesByFile(readSources()), checkPlatformNames, checkWriters }

type Rule = (source: Source) => Problem[]
type Example = [path: string, text: string]

/** What each rule must catch, and what looks alike and must pass. */
const examples: Record<keyof typeof rules, { no: Example[]; yes: Example[] }> = {
  checkAccounts: {
    no: [
      ['server/src/teams/list.ts', "query('delete from teams where id = $1')"],
      ['server/src/teams/list.ts', 'query(`select name from operators o where o.id = $1`)'],
      [
        'server/src/database/functions/a.sql',
        'select 1 from teams where account_id = account; delete from teams where id = team',
      ],
    ],
    yes: [
      ['server/src/teams/list.ts', "query('delete from teams where account_id = $1 and id = $2')"],
      ['server/src/teams/list.ts', "query('select name from users where id = $1')"],
      ['server/src/database/functions/a.sql', 'delete from teams where account_id = account'],
      ['server/src/teams/list.ts', "tell('two people from teams far away')"],
      ['server/src/timers/fire-deadlines.ts', 'query(`select wake_at from conversations`)'],
    ],
  },
  checkLayers: {
    no: [
      ['server/src/rules/step.ts', "import { query } from '../conversations/index.ts'"],
      ['server/src/routing/drain.ts', "import { apply } from '../conversations/apply.ts'"],
      ['server/src/channels/contract.ts', "import { step } from '../rules/index.ts'"],
      ['server/src/teams/list.ts', "import { at } from '../testing/index.ts'"],
      ['server/src/helpers/x.ts', ''],
      ['server/src/lib/x.ts', "const late = await import('../app/index.ts')"],
      ['server/src/lib/x.ts', "export {\n  a,\n  b,\n} from '../database/index.ts'"],
    ],
    yes: [
      ['server/src/routing/drain.ts', "import { apply } from '../conversations/index.ts'"],
      ['server/src/teams/list.ts', "import { clock } from '../lib/clock.ts'"],
      ['server/src/rules/step.test.ts', "import { apply } from '../conversations/apply.ts'"],
      ['server/src/lib/x.ts', "// import { app } from '../app/index.ts'"],
    ],
  },
  checkPlatforms: {
    no: [
      ['server/src/channels/viber/api.ts', "import { x } from '../telegram/api.ts'"],
      ['server/src/channels/index.ts', "import { x } from './viber/index.ts'"],
      ['server/src/inbound/door.ts', "import { x } from '../channels/viber/index.ts'"],
    ],
    yes: [
      ['server/src/channels/catalogue.ts', "import { x } from './viber/index.ts'"],
      ['server/src/connections/x.test.ts', "import { x } from '../channels/viber/index.ts'"],

      ['server/src/channels/viber/api.ts', "import { x } from '../contract.ts'"],
      ['server/src/channels/viber/api.ts', "import { x } from '../kit/cut-text.ts'"],
    ],
  },
  checkPackages: {
    no: [
      ['emulators/src/main.ts', "import type { X } from '@otklik/protocol'"],
      ['web/src/main.tsx', "import { x } from '../../server/src/lib/clock.ts'"],
      ['web/src/main.tsx', "import { x } from '@otklik/server'"],
      ['words/src/index.ts', "import { x } from '@otklik/protocol'"],
      ['server/src/access/x.ts', "import { x } from '@otklik/emulators/identity-provider'"],
      ['server/src/access/x.test.ts', "import { x } from '@otklik/emulators'"],
    ],
    yes: [
      ['web/src/main.tsx', "import { x } from '@otklik/words'\nimport './a.css'"],
      ['bin/stop.ts', "import { x } from '../server/src/database/embedded/index.ts'"],
      ['server/src/access/x.test.ts', "import { x } from '@otklik/emulators/identity-provider'"],
    ],
  },
  checkDoors: {
    no: [['server/src/teams/index.ts', "export * from './team.ts'"]],
    yes: [['server/src/teams/index.ts', "export { a } from './team.ts'"]],
  },
  checkEnvironment: {
    no: [
      ['server/src/teams/team.ts', 'const port = process.env.PORT'],
      ['server/src/main.ts', "const port = process.env['PORT']"],
    ],
    yes: [
      ['server/src/main.ts', 'const config = readConfig(process.env)'],
      ['server/src/config.ts', 'const port = process.env.PORT'],
      ['server/src/teams/team.ts', '// process.env is read elsewhere'],
    ],
  },
  checkRules: {
    no: [
      ['server/src/rules/step.ts', 'const now = Date.now()'],
      ['server/src/rules/step.ts', 'const now = new Date()'],
      ['server/src/rules/step.ts', 'const dice = Math.random()'],
    ],
    yes: [['server/src/rules/step.ts', 'const later = new Date(now.getTime() + 5)']],
  },
  checkRequests: {
    no: [
      ['server/src/channels/viber/api.ts', 'const answer = await fetch(url)'],
      ['server/src/files/fetch-file.ts', "import { request } from 'undici'"],
      ['server/src/files/fetch-file.ts', "import { get } from 'node:http'"],
      ['server/src/files/fetch-file.ts', "import https from 'node:https'"],
      ['server/src/files/fetch-file.ts', "import { connect } from 'node:tls'"],
      ['server/src/files/fetch-file.ts', "import { isIP, connect } from 'node:net'"],
      ['server/src/files/fetch-file.ts', "import * as http2 from 'http2'"],
      ['server/src/files/fetch-file.ts', "const { connect } = await import('node:net')"],
      ['server/src/bots/ask.ts', "import { WebSocket } from 'ws'"],
      ['server/src/lib/mail.ts', "import { request } from 'undici'"],
      ['server/src/files/bucket.ts', "import { AwsClient } from 'aws4fetch'"],
      ['server/src/bots/ask.ts', "const { connect } = await import('@nats-io/transport-node')"],
      ['server/src/bots/ask.ts', "import { Client } from 'pg'"],
      ['server/src/bots/ask.ts', "import { spawn } from 'node:child_process'"],
      ['server/src/bots/ask.ts', "import { Worker } from 'node:worker_threads'"],
      ['server/src/bots/ask.ts', "import { createRequire } from 'node:module'"],
      ['server/src/bots/ask.ts', "process.getBuiltinModule('node:http')"],
      ['server/src/bots/ask.ts', 'await import(name)'],
      ['server/src/bots/ask.ts', "const http = require('http')"],
      ['server/src/bots/ask.ts', "globalThis['fetch'](url)"],
      ['server/src/bots/ask.ts', 'new globalThis.WebSocket(url)'],
      ['server/src/bots/ask.ts', 'const { fetch: ask } = globalThis\n'],
      ['server/src/bots/ask.ts', 'await fetch (url)'],
    ],
    yes: [
      ['server/src/lib/safe-fetch.ts', "import { Agent } from 'undici'"],
      [
        'server/src/channels/viber/api.ts',
        'async function call({ fetch }: X) { await fetch(url) }',
      ],
      ['server/src/channels/viber/api.ts', 'await connection.fetch(url)'],
      ['server/src/channels/viber/api.ts', 'return await this.#fetch(url)'],
      ['server/src/http/app.ts', "import type { IncomingMessage } from 'node:http'"],
      ['server/src/http/app.ts', "import { createServer } from 'node:http'"],
      ['server/src/config.ts', "import { isIP, type AddressInfo } from 'node:net'"],
      ['server/src/lib/mail.ts', "import { createTransport } from 'nodemailer'"],
      ['server/src/files/bucket.ts', "import { AwsV4Signer } from 'aws4fetch'"],
      ['server/src/database/database.ts', "import pg from 'pg'"],
    ],
  },
  checkHashes: {
    no: [
      ['server/src/files/x.ts', "createHash('md5')"],
      ['server/src/webhooks-out/x.ts', "createHmac('sha1', key)"],
      ['server/src/lib/secrets/x.ts', "createCipheriv('aes-256-cbc', key, nonce)"],
      ['web/src/features/x.ts', "crypto.subtle.digest('SHA-1', bytes)"],
    ],
    yes: [
      ['server/src/access/second-factor/totp.ts', "createHmac('sha1', secret)"],
      ['server/src/files/x.ts', "createHash('sha256')"],
    ],
  },
  checkAddresses: {
    no: [
      ['web/src/features/x.ts', 'request(`/api/v1/teams/${id}`)'],
      ['web/src/features/x.ts', "const path = '/api/v1/teams'\nrequest(`${path}/${id}`)"],
      [
        'web/src/features/x.ts',
        'const path = (id: string) => api`teams/${id}`\nrequest(`${path(id)}/members/${member}`)',
      ],
      ['web/src/features/x.ts', "request('/api/v1/teams/' + id)"],
    ],
    yes: [
      ['web/src/features/x.ts', 'request(api`teams/${id}`)'],
      ['web/src/features/x.ts', 'request(`/api/v1/contacts?${query}`)'],
      ['web/src/features/x.ts', 'request(`${api`reports/${section}/file`}?${query}`)'],
      ['web/src/features/x.ts', "const path = '/api/v1/teams'\nrequest(`${path}/all`)"],
    ],
  },
  checkPlatformNames: {
    no: [
      ['web/src/ui/icon.tsx', "if (kind === 'telegram') return blue"],
      ['web/src/ui/icon.tsx', '<Text>Подключить VK</Text>'],
      ['server/src/routing/route.ts', "if (channel.kind === 'max') return"],
      ['server/src/routing/route.ts', "const title = 'Бот MAX'"],
      ['server/src/database/migrations/0001.sql', "check (kind in ('viber'))"],
      ['protocol/src/channels.ts', "z.enum(['vk'])"],
      ['server/src/channels/kit/cut-text.ts', 'const longest = { viber: 7000 }'],
      ['web/src/theme/tokens.css', ':root { --viber: #7360f2; }'],
      ['web/index.html', '<title>WhatsApp</title>'],
    ],
    yes: [
      ['server/src/channels/telegram/index.ts', "const id = 'telegram'"],
      ['server/src/channels/catalogue.ts', "import { telegram } from './telegram/index.ts'"],
      ['server/src/routing/route.ts', 'Math.max(a.maxBytes, 5)'],
      ['protocol/src/channels.ts', 'z.string().max(5) // Telegram allows more'],
      ['web/src/ui/icon.tsx', "const MAX_FILES = 'files'"],
      ['server/src/schedules/days.ts', "const day = 'wednesday'"],
    ],
  },
  checkWriters: {
    no: [
      ['server/src/routing/drain.ts', 'sql`update conversations set state = null`'],
      ['server/src/routing/drain.ts', "db.insertInto('wake_ups')"],
      ['server/src/search/index.ts', "await db.query('DELETE FROM messages')"],
      ['server/src/database/cleanup.sql', 'insert into feed select 1'],
    ],
    yes: [
      ['server/src/conversations/apply.ts', 'sql`update conversations set state = null`'],
      ['server/src/search/index.ts', 'sql`insert into message_search select * from messages`'],
      ['server/src/routing/drain.ts', 'sql`select 1 from conversations for update`'],
      ['server/src/database/cleanup.sql', '-- insert into feed'],
    ],
  },
}

for (const [name, rule] of Object.entries(rules) as [keyof typeof rules, Rule][]) {
  describe(name, () => {
    for (const [path, text] of examples[name].no) {
      test(`refuses ${text.replaceAll('\n', ' ')} in ${path}`, () => {
        assert.equal(rule(parseSource(path, text)).length, 1)
      })
    }
    for (const [path, text] of examples[name].yes) {
      test(`allows ${text.replaceAll('\n', ' ')} in ${path}`, () => {
        assert.deepEqual(rule(parseSource(path, text)), [])
      })
    }
  })
}

// A platform of tomorrow is in no list of names: these read the folders that are there.
describe('the product knows each platform in one place', () => {
  const product = readSources().filter(
    ({ path }) =>
      /^(server|web|widget|protocol)\/(?!src\/channels\/suite\/)/.test(path) && !isTest(path),
  )
  const platforms = new Set(product.flatMap(({ path }) => platformOf(path) ?? []))
  /** Services that a company switches on; one is sold under the name of its platform. */
  const services = 'protocol/src/modules.ts'
  const outside = (platform: string) =>
    product.filter(
      ({ path }) =>
        platformOf(path) !== platform && !path.startsWith('server/src/demo/') && path !== services,
    )

  test('and there are platforms', () => assert(platforms.size >= 5))
  for (const platform of platforms) {
    test(`${platform}: its line in the catalogue is all that leads to its folder`, () => {
      const leading = outside(platform).filter(({ imports }) =>
        imports.some(({ target }) => target && platformOf(target) === platform),
      )
      assert.deepEqual(
        leading.map(({ path }) => path),
        ['server/src/channels/catalogue.ts'],
      )
    })
    test(`${platform}: its id is asked for nowhere`, () => {
      const id = new RegExp(`(['"\`])${platform}\\1`)
      const asking = outside(platform).filter(({ code }) => id.test(code))
      assert.deepEqual(
        asking.map(({ path }) => path),
        [],
      )
    })
  }
})

describe('checkCycles', () => {
  const a = parseSource('bin/a.ts', "import { b } from './b.ts'")
  test('refuses two files that import each other', () => {
    const b = parseSource('bin/b.ts', "import type { A } from './a.ts'")
    assert.match(checkCycles([a, b])[0]?.sentence ?? '', /a\.ts → bin\/b\.ts → bin\/a\.ts/)
  })
  test('allows a way without return', () => {
    assert.deepEqual(checkCycles([a, parseSource('bin/b.ts', '')]), [])
  })
})

describe('what is left in the repository', () => {
  const finds = (text: string) => checkSecrets('x.ts', text).length
  // Written apart, so that this file is not what it looks for.
  const planted = [
    `-----BEGIN RSA ${'PRIVATE KEY'}-----\\nMIIEowIBAAKCAQEAxyzzyxyzzy`,
    `${'AKIA'}IOSFODNN7EXAMPLE`,
    `${'ghp'}_0123456789abcdefghijABCDEFGHIJ012345`,
    `110201543:${'AA'}HdqTcvCH1vGWJxfSeofSAs0K5PALDsaw`,
    `${'sk'}_live_0123456789abcdefghijABCD`,
    `postgres://otklik:${'9fK2mQ7xLw3Z'}@db.example.com/otklik`,
    `${'eyJ'}hbGciOiJIUzI1NiIs.${'eyJ'}zdWIiOiIxMjM0NTY3.SflKxwRJSMeKKF2QT4fwpMeJf`,
  ]

  test('is found where it would open something', () => {
    for (const text of planted) assert.equal(finds(`const key = '${text}'`), 1, text)
  })

  test('is let be where it opens nothing', () => {
    for (const text of [
      'SMTP_URL=smtp://user:password@mail.example.com',
      'postgres://otklik:secret@localhost/otklik',
      'https://\u0024{user}:\u0024{password}@example.com',
      '-----BEGIN CERTIFICATE-----',
    ]) {
      assert.equal(finds(text), 0, text)
    }
  })

  test('is installed exactly as it was chosen, from anywhere', () => {
    const locked = (facts: object) =>
      checkLockfile({ packages: { 'node_modules/a': facts } }).length
    assert.equal(locked({ version: '1.0.0', integrity: 'sha512-x' }), 0)
    assert.equal(locked({ version: '1.0.0' }), 1)
    const resolved = 'https://registry.example/a.tgz'
    assert.equal(locked({ version: '1.0.0', integrity: 'sha512-x', resolved }), 1)
    for (const [version, count] of [
      ['1.2.3', 0],
      ['15.18.0-beta.17', 0],
      ['npm:@a/b@15.18.0-beta.17', 0],
      ['^1.2.3', 1],
      ['1', 1],
      ['latest', 1],
      ['git+https://a.example/b.git', 1],
    ] as const) {
      assert.equal(checkVersions('package.json', { dependencies: { a: version } }).length, count)
    }
  })
})

describe('the audit of what is installed', () => {
  const weak = (severity: string) => ({ vulnerabilities: { a: { severity, range: '<1.2.3' } } })

  test('stops at what is serious, and names the rest', () => {
    assert.equal(judgeAudit({ vulnerabilities: {} }).isFine, true)
    assert.equal(judgeAudit(weak('moderate')).isFine, true)
    assert.match(judgeAudit(weak('moderate')).lines.join(), /moderate: a <1.2.3/)
    assert.equal(judgeAudit(weak('high')).isFine, false)
    assert.equal(judgeAudit(weak('critical')).isFine, false)
  })

  test('says that nothing was looked at where its service is away', () => {
    const { lines, isFine } = judgeAudit({})
    assert.deepEqual([isFine, lines.length], [true, 1])
    assert.match(lines[0] ?? '', /^SKIPPED/)
  })
})
