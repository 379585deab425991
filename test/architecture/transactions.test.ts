import { expect, test } from 'vitest'
import { projectFiles } from './sources.ts'
import { waitsInTransactions } from './transactions.ts'

const files = projectFiles(/^(app\/(api|lib)|services|db|activities|worker|engines\/seed)\/.*\.ts$/)

test('no transaction spans anything but SQL', () => {
  const { waits, transactions } = waitsInTransactions(files)
  expect(waits).toEqual([])
  expect(transactions).toBeGreaterThan(100)
})

const at = (path: string, text: string) => ({ path, text, lines: text.split('\n').length })
const PORTS = at(
  'services/ports.ts',
  'export interface Clock { now(): Date }\nexport interface Mailer { send(): Promise<void> }\nexport interface ObjectStore { put(): Promise<void> }',
)
const found = (text: string, ...others: ReturnType<typeof at>[]) =>
  waitsInTransactions([PORTS, at('services/x.ts', text), ...others]).waits

test.each([
  ['a port', 'const f = (deps: { objects: ObjectStore }) => transact(deps, actor, async () => deps.objects.put())'],
  [
    'a port by its own name',
    'const f = (mailer: Mailer) => withActor(db, actor, async (tx) => { await mailer.send() })',
  ],
  ['the network', 'acrossOrganizations(db, async () => { await fetch(url) })'],
  ['time', "import { setTimeout as sleep } from 'node:timers/promises'\ndb.transaction(async () => sleep(10))"],
  ['a timer', 'transact(deps, binding, () => new Promise((resolve) => setTimeout(resolve, 10)))'],
  ['a file', "import { readFile } from 'node:fs/promises'\nsavepoint(tx, () => readFile('x'))"],
  [
    'Temporal',
    "import type { Client } from '@temporalio/client'\nconst f = (client: Client) => transact(deps, actor, () => client.workflow.start('x'))",
  ],
  [
    'a thread',
    "import { Piscina } from 'piscina'\nconst pool = new Piscina()\ntransact(deps, actor, () => pool.run(1))",
  ],
  [
    'what a called function waits for',
    'const later = async () => { await fetch(url) }\ntransact(deps, actor, async () => later())',
  ],
  [
    'what a function that is passed on waits for',
    'async function work() { await fetch(url) }\njoinTransaction(tx, a, work)',
  ],
  [
    'what a function is given that calls it inside',
    'const bound = (work: () => unknown) => transact(deps, actor, async () => work())\nbound(() => fetch(url))',
  ],
  [
    'what a method of the same service waits for',
    'const service = { async load() { await fetch(url) }, read() { return transact(d, a, async () => this.load()) } }',
  ],
])('a transaction that waits for %s is found', (_what, text) => {
  expect(found(text)).toHaveLength(1)
})

test('a wait in another file is found where it is', () => {
  const other = at('db/slow.ts', 'export const slow = () => fetch("x")')
  expect(found("import { slow } from '#db/slow.ts'\ntransact(deps, actor, () => slow())", other)).toEqual([
    'db/slow.ts:1 waits for fetch while a transaction is open',
  ])
})

test.each([
  ['SQL', 'transact(deps, actor, async (tx) => { await tx.select().from(rows); await Promise.all([insert(tx)]) })'],
  ['the clock', 'const f = (deps: { clock: Clock }) => transact(deps, actor, async () => deps.clock.now())'],
  [
    'what waits before and after',
    'const f = async (mailer: Mailer) => { await fetch(url); await transact(d, a, async (tx) => tx.x()); await mailer.send() }',
  ],
])('%s is fine', (_what, text) => {
  expect(found(text)).toEqual([])
})
