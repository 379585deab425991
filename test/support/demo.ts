import { randomUUID } from 'node:crypto'
import { cp, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'
import { afterAll, inject } from 'vitest'
import { anyFreePort } from '#engines/ports.ts'
import { prepareNamespace } from '#engines/temporal/attributes.ts'
import { ensureBuilt } from './build.ts'
import { createDemoDatabase, demoObjects } from './database.ts'
import { clearAway, environmentOf, startBuilt, startWeb } from './stack.ts'

/**
 * Web and worker as they run in production, over the demo, on the engines of the test run. Call it at the top of a test
 * file: they stop after the file's last test.
 */
export async function startDemoStack(): Promise<{ url: string }> {
  await ensureBuilt()
  const [database, namespace] = await Promise.all([createDemoDatabase(), ownNamespace()])
  const dataDir = await mkdtemp(join(tmpdir(), 'accord-demo-'))
  await cp(demoObjects(), join(dataDir, 'objects'), { recursive: true })
  const url = `http://127.0.0.1:${await anyFreePort()}`
  const temporal = {
    TEMPORAL_ADDRESS: inject('engines').temporalAddress,
    TEMPORAL_NAMESPACE: namespace,
    TEMPORAL_QUEUE_PREFIX: 'demo',
  }
  const env = await environmentOf({ dataDir, url, databaseUrl: database.url, temporal })
  const running = await Promise.all([startWeb(env), startBuilt('worker', env)])
  afterAll(async () => {
    await Promise.all(running.map((each) => each.stop()))
    await clearAway(dataDir)
  })
  return { url }
}

/** The ids of demo data, and so of their processes, are the same in every database: the processes of two would meet. */
async function ownNamespace(): Promise<string> {
  const namespace = `demo-${randomUUID()}`
  const address = inject('engines').temporalAddress
  const connection = await Connection.connect({ address })
  await connection.workflowService
    .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs('1 day') })
    .finally(() => connection.close())
  await prepareNamespace(address, namespace, 30_000)
  return namespace
}
