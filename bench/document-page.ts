import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import type { TestEngines } from '#test/support/engines.ts'
import { alternate, timing } from './support/measure.ts'
import type { Result } from './support/report.ts'
import { openSite, signIn } from './support/site.ts'

const READER = 'ada@helix.example'
const PAGE = '/helix/documents/POL-IS-001'

type Routes = ServerBuild['routes']
type Loader = NonNullable<Routes[string]>['module']['loader']

/** The same pages with other loaders. */
const withLoaders = (build: ServerBuild, loaderOf: (id: string, loader: Loader) => Loader): ServerBuild => ({
  ...build,
  routes: Object.fromEntries(
    Object.entries(build.routes as Record<string, NonNullable<Routes[string]>>).map(([id, route]) => [
      id,
      { ...route, module: { ...route.module, loader: route.module.loader && loaderOf(id, route.module.loader) } },
    ]),
  ),
})

/** Pages that note what their loaders answered, and the same pages answering from those notes alone. */
function remembered(build: ServerBuild): { noting: ServerBuild; fromMemory: ServerBuild } {
  const notes = new Map<string, unknown>()
  return {
    noting: withLoaders(build, (id, loader) => async (args) => {
      const answer = await loader?.(args)
      notes.set(id, answer)
      return answer
    }),
    fromMemory: withLoaders(build, (id) => async () => notes.get(id) ?? null),
  }
}

/** What differs between two answers to the same request: the nonce of its scripts, its id, and the time. */
const settled = (html: string): string =>
  html
    .replaceAll(/nonce="[^"]*"|nonce\\?":\\?"[^"\\]*/g, '')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]+/g, '')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '')

/** What do rights, rules and the database add to the time that rendering a document's page takes by itself? */
export async function documentPageBench(engines: TestEngines): Promise<Result> {
  const dataDir = await mkdtemp(join(tmpdir(), 'accord-bench-'))
  const site = await openSite(engines, 'pages', dataDir)
  try {
    const { noting, fromMemory } = remembered(site.build)
    const [ours, note, memory] = [await site.serve(site.build), await site.serve(noting), await site.serve(fromMemory)]
    const cookie = await signIn(ours, READER)
    const open = async (url: string): Promise<string> => {
      const answer = await fetch(url + PAGE, { headers: { cookie, 'accept-encoding': 'gzip' } })
      if (!answer.ok) throw new Error(`${PAGE} answered ${answer.status}`)
      return answer.text()
    }
    await open(note)
    if (settled(await open(ours)) !== settled(await open(memory))) throw new Error('the two pages are not the same')
    const times = await alternate({ a: () => open(ours), b: () => open(memory) }, { rounds: 300, warmUp: 100 })
    return {
      name: 'document-page',
      title: 'Document page, rendered by the server and read over HTTP',
      figures: [
        {
          what: 'document page, p95',
          against: 'the same page rendered from memory',
          unit: 'ms',
          measured: timing(times.a).p95,
          baseline: timing(times.b).p95,
          limit: { atMost: 2.5 },
        },
      ],
      notes: [`p50: ${timing(times.a).p50.toFixed(1)} ms against ${timing(times.b).p50.toFixed(1)} ms.`],
    }
  } finally {
    await site.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}
