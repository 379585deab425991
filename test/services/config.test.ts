import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { requiredBy, VARIABLE_NAMES, variable } from '#services/config/variables.ts'
import { ConfigError, loadLaunchConfig, loadWebConfig, loadWorkerConfig } from '#services/config.ts'

const complete = {
  DATABASE_URL: 'postgres://accord_app:secret@localhost:5432/accord',
  TEMPORAL_ADDRESS: 'localhost:7233',
  AUTH_SECRET: 'a'.repeat(32),
  PUPPETEER_EXECUTABLE_PATH: '/usr/bin/chromium',
}

describe('the configuration', () => {
  test('an empty environment gives the launcher its defaults', () => {
    const config = loadLaunchConfig({})
    expect(config).toMatchObject({
      environment: 'development',
      port: 3000,
      dataDir: resolve('.data'),
      databaseUrl: null,
      publicUrl: 'http://localhost:3000',
      temporal: { address: null, namespace: 'default', queuePrefix: 'accord' },
      trustedProxies: ['loopback'],
    })
  })

  test('an empty variable counts as unset', () => {
    expect(loadLaunchConfig({ PORT: '', SMTP_URL: '  ' })).toMatchObject({ port: 3000, smtpUrl: null })
  })

  test('the public address follows the port, and loses a trailing slash', () => {
    expect(loadLaunchConfig({ PORT: '3100' }).publicUrl).toBe('http://localhost:3100')
    expect(loadLaunchConfig({ PUBLIC_URL: 'https://accord.example/' }).publicUrl).toBe('https://accord.example')
  })

  test('trusted proxies are a list', () => {
    expect(loadLaunchConfig({ TRUSTED_PROXIES: 'loopback, 10.0.0.0/8,' }).trustedProxies).toEqual([
      'loopback',
      '10.0.0.0/8',
    ])
  })

  test('keys of audit checkpoints are a list, the one that signs first, and may be missing', () => {
    const [old, young] = ['a'.repeat(32), 'b'.repeat(64)]
    expect(loadWorkerConfig({ ...complete, AUDIT_KEYS: `2028:${young}, 2027:${old}` }).auditKeys).toEqual([
      { id: '2028', secret: young },
      { id: '2027', secret: old },
    ])
    expect(loadWorkerConfig({ ...complete, AUDIT_KEYS: '' }).auditKeys).toEqual([])
  })

  test.each(['2027', '2027:short', `:${'a'.repeat(32)}`, `k:${'a'.repeat(32)},k:${'b'.repeat(32)}`])(
    'AUDIT_KEYS is refused when it is %s: no name, no secret that is long enough, or one name twice',
    (value) => {
      expect(() => loadWebConfig({ ...complete, AUDIT_KEYS: value })).toThrow(/^AUDIT_KEYS must be one or more keys/)
    },
  )

  test.each([
    ['PORT', 'http'],
    ['DATABASE_URL', 'mysql://localhost/accord'],
    ['TEMPORAL_ADDRESS', 'http://localhost:7233'],
    ['SMTP_URL', 'mail.example'],
    ['MAIL_FROM', 'Accord'],
    ['AUTH_SECRET', 'short'],
    ['PUBLIC_URL', 'accord.example'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging'],
  ])('a wrong %s stops the start with its name and an example', (name, value) => {
    const load = () => loadLaunchConfig({ ...complete, [name]: value })
    expect(load).toThrow(ConfigError)
    expect(load).toThrow(new RegExp(`^${name} must be .+\\. Example: ${name}=`))
  })

  test('a refused value is not repeated: it may be a secret', () => {
    expect(() => loadLaunchConfig({ AUTH_SECRET: 'hunter2' })).not.toThrow('hunter2')
    expect(() => loadLaunchConfig({ AUTH_SECRET: 'hunter2' })).toThrow('AUTH_SECRET')
  })

  test('every wrong variable is named at once', () => {
    expect(() => loadLaunchConfig({ PORT: '0', SMTP_URL: 'no' })).toThrow(/PORT must be[^\n]+\nSMTP_URL must be/)
  })

  test('web and worker refuse to start without what they require, and name all of it', () => {
    expect(() => loadWebConfig({})).toThrow(
      /^DATABASE_URL is required: .+\nTEMPORAL_ADDRESS is required: .+\nAUTH_SECRET is required: .+$/,
    )
    expect(() => loadWorkerConfig({})).toThrow(
      /^DATABASE_URL is required: .+\nTEMPORAL_ADDRESS is required: .+\nPUPPETEER_EXECUTABLE_PATH is required: .+$/,
    )
    expect(loadWebConfig(complete)).toMatchObject({ authSecret: complete.AUTH_SECRET })
    expect(loadWorkerConfig(complete)).toMatchObject({ databaseUrl: complete.DATABASE_URL })
  })

  test.each([
    ['web', loadWebConfig],
    ['worker', loadWorkerConfig],
  ] as const)('%s starts with what the table says that it requires, and with nothing less', (reader, load) => {
    const needed = Object.fromEntries(requiredBy(reader).map((name) => [name, complete[name as keyof typeof complete]]))
    expect(() => load(needed)).not.toThrow()
    for (const name of requiredBy(reader)) expect(() => load({ ...needed, [name]: '' })).toThrow(`${name} is required`)
  })

  test.each(VARIABLE_NAMES)('the default and the example of %s are accepted', (name) => {
    const { default: usual, example } = variable(name)
    for (const value of [usual, example]) {
      if (typeof value === 'string') expect(() => loadLaunchConfig({ [name]: value })).not.toThrow()
    }
  })

  test('whoever requires a variable reads it', () => {
    for (const name of VARIABLE_NAMES) {
      const { readBy, requiredBy = [] } = variable(name)
      expect(readBy, name).toEqual(expect.arrayContaining([...requiredBy]))
    }
  })
})
