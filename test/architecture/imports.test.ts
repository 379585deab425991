import { expect, test } from 'vitest'
import { breaches, specifiersOf } from './imports.ts'
import { typescriptFiles } from './sources.ts'

const files = typescriptFiles()

test('every file imports only what its layer may use', () => {
  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap(({ path, text }) => breaches(path, text))).toEqual([])
})

test('no import goes by a path from one top folder into another', () => {
  const strays = files.flatMap(({ path, text }) =>
    specifiersOf(path, text)
      .filter((specifier) => climbsOut(path, specifier))
      .map((specifier) => `${path} imports '${specifier}'; write '#folder/…'`),
  )
  expect(strays).toEqual([])
})

function climbsOut(path: string, specifier: string): boolean {
  const ups = specifier.split('/').filter((part) => part === '..').length
  return specifier.startsWith('.') && ups >= path.split('/').length - 1
}

test.each([
  ['domain/x.ts', "import { z } from 'zod'"],
  ['domain/x.ts', "import { readFileSync } from 'node:fs'"],
  ['domain/x.ts', "import type { Database } from '#db/client.ts'"],
  ['domain/x.ts', "export type { Database } from '#db/client.ts'"],
  ['domain/x.ts', "type Db = import('#db/client.ts').Database"],
  ['domain/x.ts', "const f = (a: number) => { if (a > 0) import('#db/client.ts') }"],
  ['domain/deep/x.ts', "export * from '../../services/index.ts'"],
  ['db/queries/x.ts', "import { record } from '#services/audit/append.ts'"],
  ['db/client.ts', "const seed = await import('#engines/seed/index.ts')"],
  ['engines/seed/x.ts', "import { signoffs } from '#db/schema/index.ts'"],
  ['engines/seed/x.ts', "import { Client } from '@temporalio/client'"],
  ['services/x.ts', "import { smtpMailer } from '#services/adapters/smtp.ts'"],
  ['services/x.ts', "import { Client } from '@temporalio/client'"],
  ['services/x.ts', "import puppeteer from 'puppeteer'"],
  ['services/x.ts', "import { eq } from 'drizzle-orm'"],
  ['services/x.ts', "import { documents } from '#db/schema/index.ts'"],
  ['services/temporal/x.ts', "import { sql } from 'drizzle-orm'"],
  ['engines/x.ts', "import { documents } from '#db/schema/index.ts'"],
  ['services/adapters/x.ts', "import pg from 'pg'"],
  ['workflows/approval/workflow.ts', "import { createHash } from 'node:crypto'"],
  ['workflows/approval/workflow.ts', "import { uuid } from 'drizzle-orm/pg-core'"],
  ['workflows/approval/workflow.ts', "import type { Pool } from 'pg'"],
  ['workflows/approval/workflow.ts', "import { settleRound } from '#activities/approval.ts'"],
  ['workflows/approval/workflow.ts', "import { loadConfig } from '#services/config.ts'"],
  ['activities/x.ts', "import { documents } from '#db/schema/index.ts'"],
  ['activities/x.ts', "import { approval } from '#workflows/approval/workflow.ts'"],
  ['app/routes/x.tsx', "import { createDatabase } from '#db/client.ts'"],
  ['app/routes/x.tsx', "import { documentService } from '#services/documents/index.ts'"],
  ['app/routes/x.tsx', "import { createContainer } from '../lib/container.server.ts'"],
  ['app/lib/x.ts', "import type { StateName } from '#app/components/ui/status.tsx'"],
  ['app/lib/x.ts', "import { loader } from '#app/routes/home/home.tsx'"],
  ['app/routes/x.tsx', "import { Client } from '@temporalio/client'"],
  ['app/routes/x.tsx', "import { sql } from 'drizzle-orm'"],
  ['app/routes/x.tsx', "const worker = require('#worker/main.ts')"],
  ['engines/x.ts', "import { waitFor } from '#test/support/wait-for.ts'"],
  ['stray/x.ts', ''],
])('%s: %s is refused', (path, text) => {
  expect(breaches(path, text)).toHaveLength(1)
})

test.each([
  ['app/routes/x.tsx', "import type { Services } from '#services/index.ts'"],
  ['app/routes/x.tsx', "import { SubmitDocument } from '#services/rounds/input.ts'"],
  ['app/lib/container.server.ts', "import { createDatabase } from '#db/client.ts'"],
  ['workflows/approval/contract.ts', "import type { Activities } from '#activities/index.ts'"],
  ['services/temporal/relay.ts', "import { Client } from '@temporalio/client'"],
  ['services/transaction.ts', "import type { Browser } from 'puppeteer'"],
])('%s: %s is fine', (path, text) => {
  expect(breaches(path, text)).toEqual([])
})
