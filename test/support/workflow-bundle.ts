import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bundleWorkflowCode } from '@temporalio/worker'
import { inject } from 'vitest'
import { madeOnce } from './once.ts'
import { quietLogger } from './temporal-runtime.ts'

const WORKFLOWS = join(import.meta.dirname, '..', '..', 'workflows', 'index.ts')

/** The project's workflows as a worker loads them. They are bundled once for all test files of a run. */
export async function workflowBundle(): Promise<{ codePath: string }> {
  const codePath = join(inject('engines').dataDir, 'workflows.js')
  await madeOnce(
    'workflows',
    () => existsSync(codePath),
    async () => {
      const { code } = await bundleWorkflowCode({ workflowsPath: WORKFLOWS, logger: quietLogger })
      // Nobody may see half of it.
      await writeFile(`${codePath}.part`, code)
      await rename(`${codePath}.part`, codePath)
    },
  )
  return { codePath }
}
