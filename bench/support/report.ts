import { mkdir, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'

/** One comparison: what was measured, what it was held against, and how many times the other it may be. */
export type Ratio = {
  what: string
  against: string
  unit: 'ms' | 'per second'
  measured: number
  baseline: number
  /** Times are to be below, rates above. */
  limit: { atMost: number } | { atLeast: number }
}

export type Result = { name: string; title: string; ratios: Ratio[]; notes: string[] }

const RESULTS = join(import.meta.dirname, '..', 'results')

export const ratioOf = ({ measured, baseline }: Ratio): number => measured / baseline

export const holds = (ratio: Ratio): boolean =>
  'atMost' in ratio.limit ? ratioOf(ratio) <= ratio.limit.atMost : ratioOf(ratio) >= ratio.limit.atLeast

const figure = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2))

const limitOf = ({ limit }: Ratio): string => ('atMost' in limit ? `≤ ${limit.atMost}` : `≥ ${limit.atLeast}`)

/** The table that goes into the README. */
export function markdown(results: Result[]): string {
  const lines = results.flatMap(({ ratios }) =>
    ratios.map(
      (ratio) =>
        `| ${ratio.what} | ${figure(ratio.measured)} ${ratio.unit} | ${ratio.against} | ${figure(ratio.baseline)} ${ratio.unit} | ` +
        `**${ratioOf(ratio).toFixed(2)}** | ${limitOf(ratio)} | ${holds(ratio) ? 'yes' : 'no'} |`,
    ),
  )
  return [
    '| measured | | held against | | ratio | target | met |',
    '| --- | --: | --- | --: | --: | --: | --- |',
    ...lines,
  ].join('\n')
}

/** Prints a result and keeps it, with the machine it was measured on. */
export async function keep(result: Result): Promise<void> {
  console.log(`\n${result.title}\n\n${markdown([result])}`)
  for (const note of result.notes) console.log(`\n${note}`)
  await mkdir(RESULTS, { recursive: true })
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model }
  const ratios = result.ratios.map((ratio) => ({ ...ratio, ratio: ratioOf(ratio), met: holds(ratio) }))
  const kept = { ...result, ratios, measuredAt: new Date().toISOString(), machine }
  await writeFile(join(RESULTS, `${result.name}.json`), `${JSON.stringify(kept, null, 2)}\n`)
}
