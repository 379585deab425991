#!/usr/bin/env node
// Takes a folder of Markdown files through the whole life of a document, over the API alone: create, submit, two
// signatures, publish, fetch the PDF. Prints how long each stage took. Needs Node 20 and nothing else.
//
//   node docs/guides/api-walkthrough.mjs [folder]
//
// Without settings it works with the demo data of a fresh installation; see api-walkthrough.md for the settings.
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const env = (name, otherwise) => process.env[name] || otherwise
const BASE = env('ACCORD_URL', 'http://localhost:3000')
const ORGANIZATION = env('ACCORD_ORG', 'helix')
const PASSWORD = env('ACCORD_PASSWORD', 'accord-demo')
const AUTHOR = env('ACCORD_AUTHOR', 'hana@helix.example')
const SIGNERS = env('ACCORD_SIGNERS', 'dana@helix.example,ben@helix.example').split(',')
const PUBLISHER = env('ACCORD_PUBLISHER', 'ada@helix.example')
const FOLDER = process.argv[2] ?? fileURLToPath(new URL('./walkthrough', import.meta.url))
const OUTPUT = env('ACCORD_OUTPUT', path.join(process.cwd(), 'walkthrough-pdf'))

const say = (line) => process.stdout.write(`${line}\n`)

/** Signs a person in and returns a function that calls the API as them. */
async function signIn(email) {
  const response = await fetch(`${BASE}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: BASE },
    body: JSON.stringify({ email, password: PASSWORD }),
  })
  if (!response.ok) throw new Error(`${email} cannot sign in: ${response.status} ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return (method, address, body) => call(cookie, method, address, body)
}

/** One request. A POST carries an idempotency key, so that sending it again after a broken connection does nothing twice. */
async function call(cookie, method, address, body) {
  const headers = { Cookie: cookie, Origin: BASE, 'X-Organization': ORGANIZATION }
  if (body !== undefined) headers['Content-Type'] = 'application/json'
  if (method === 'POST') headers['Idempotency-Key'] = randomUUID()
  for (let attempt = 1; ; attempt += 1) {
    const request = { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }
    const response = await fetch(`${BASE}/api/v1${address}`, request).catch((error) => error)
    if (response instanceof Response && response.ok) return readBody(response)
    const wait = retryAfter(response, attempt)
    if (wait === null) throw new Error(await refusal(method, address, response))
    await pause(wait)
  }
}

async function readBody(response) {
  if (response.status === 204) return null
  const isJson = response.headers.get('content-type')?.includes('json')
  return isJson ? response.json() : new Uint8Array(await response.arrayBuffer())
}

/** How long to wait before another try, in milliseconds; null: trying again is no use. */
function retryAfter(response, attempt) {
  if (attempt >= 5) return null
  if (!(response instanceof Response)) return 500 * attempt
  if (response.status !== 429 && response.status !== 503) return null
  return 1_000 * Number(response.headers.get('retry-after') ?? attempt)
}

/** Problems come as application/problem+json; their `detail` is written for people. */
async function refusal(method, address, response) {
  if (!(response instanceof Response)) return `${method} ${address}: ${response.message}`
  const problem = await response.json().catch(() => ({}))
  const fields = (problem.errors ?? []).map(({ pointer, message }) => `${pointer} ${message}`).join('; ')
  return `${method} ${address}: ${response.status} ${problem.detail ?? ''} ${fields} (request ${problem.requestId ?? '?'})`
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks until the answer is there: what the worker does comes a moment after the command that asked for it. */
async function until(what, ask, deadlineMs = 60_000) {
  for (const started = performance.now(); performance.now() - started < deadlineMs; await pause(100)) {
    const answer = await ask()
    if (answer) return answer
  }
  throw new Error(`${what} did not happen within ${deadlineMs / 1000} s. Is the worker running?`)
}

/** `key: value` lines between two `---`, then `# Title`, then the text. */
function readMarkdown(name, file) {
  const match = /^---\n([\s\S]*?)\n---\n/.exec(file)
  const meta = Object.fromEntries((match?.[1] ?? '').split('\n').map((line) => line.split(/:\s*/, 2)))
  const text = match ? file.slice(match[0].length) : file
  const title = /^# (.+)$/m.exec(text)?.[1] ?? path.basename(name, '.md')
  return { kind: 'policy', category: 'custom', ...meta, title, body: text.replace(/^# .+\n/m, '') }
}

/** One document from file to PDF. `timed` notes how long each stage takes. */
async function takeThrough({ author, signers, publisher }, { title, kind, category, body }, timed) {
  const created = await timed('create', () =>
    author('POST', '/documents', { kind, category, title, content: { format: 'markdown', body } }),
  )
  const at = `/documents/${created.identifier}`
  const signerIds = signers.map(({ membershipId }) => membershipId)
  await timed('submit', () =>
    author('POST', `${at}/submit`, { signerIds, message: 'Through the API.', publication: { mode: 'manual' } }),
  )
  for (const [index, { as }] of signers.entries()) {
    const mine = await timed('asked', () => until('The request to sign', () => openSignoff(as, created.identifier)))
    await timed(`signature ${index + 1}`, () =>
      as('POST', `/signoffs/${mine.id}/approve`, { comment: 'Read and agreed.' }),
    )
  }
  await timed('approved', () => until('Approval', async () => (await publisher('GET', at)).status === 'approved'))
  await timed('publish', async () => {
    await publisher('POST', `${at}/publish`, {})
    await until('Publication', async () => (await publisher('GET', at)).status === 'published')
  })
  const pdf = await timed('PDF', () => author('GET', `${at}/exports/pdf`))
  return { identifier: created.identifier, pdf }
}

async function openSignoff(as, identifier) {
  const { data } = await as('GET', '/signoffs?status=pending&limit=100')
  return data.find(({ document }) => document.identifier === identifier)
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

async function main() {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.md')).sort()
  if (names.length === 0) throw new Error(`There is no Markdown file in ${FOLDER}.`)
  const author = await signIn(AUTHOR)
  const publisher = await signIn(PUBLISHER)
  const signers = []
  for (const email of SIGNERS) {
    const as = await signIn(email)
    signers.push({ as, membershipId: (await as('GET', '/me')).member.id })
  }
  await mkdir(OUTPUT, { recursive: true })

  const stages = new Map()
  for (const name of names) {
    const times = []
    const timed = async (stage, work) => {
      const started = performance.now()
      const result = await work()
      const ms = performance.now() - started
      times.push(`${stage} ${Math.round(ms)}`)
      stages.set(stage, [...(stages.get(stage) ?? []), ms])
      return result
    }
    const document = readMarkdown(name, await readFile(path.join(FOLDER, name), 'utf8'))
    const { identifier, pdf } = await takeThrough({ author, signers, publisher }, document, timed)
    await writeFile(path.join(OUTPUT, `${identifier}.pdf`), pdf)
    say(`${identifier}  ${document.title}`)
    say(`  ${times.join(' · ')} ms · ${Math.round(pdf.length / 1024)} kB`)
  }
  say(`\nMedian of ${names.length} documents, in ms:`)
  for (const [stage, times] of stages) say(`  ${stage.padEnd(12)} ${String(Math.round(median(times))).padStart(6)}`)
  say(`\nThe PDFs are in ${OUTPUT}.`)
}

await main().catch((error) => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
