import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { join } from 'node:path'

export type Unit = 'ms' | 's' | 'per second' | 'cores' | 'mails' | 'signals'

/** One comparison: what was measured, what it was held against, and how many times the other it may be. */
export type Ratio = {
  what: string
  against: string
  unit: Unit
  measured: number
  baseline: number
  /** Times are to be below, rates above. */
  limit: { atMost: number } | { atLeast: number }
}

/** What is held against nothing but the clock. */
export type Bound = { what: string; unit: Unit; measured: number; limit: { under: number } }

export type Figure = Ratio | Bound

export type Result = { name: string; title: string; figures: Figure[]; notes: string[] }

const ROOT = join(import.meta.dirname, '..', '..')
const RESULTS = join(ROOT, 'bench', 'results')

const isRatio = (figure: Figure): figure is Ratio => 'baseline' in figure

const ratioOf = (figure: Figure): number | null => (isRatio(figure) ? figure.measured / figure.baseline : null)

function isMet(figure: Figure): boolean {
  if (!isRatio(figure)) return figure.measured < figure.limit.under
  const ratio = figure.measured / figure.baseline
  return 'atMost' in figure.limit ? ratio <= figure.limit.atMost : ratio >= figure.limit.atLeast
}

const amount = (value: number, unit: Unit): string => `${value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)} ${unit}`

function row(figure: Figure): string {
  const { what, unit, measured } = figure
  const met = isMet(figure) ? 'yes' : '**no**'
  if (!isRatio(figure))
    return `| ${what} | ${amount(measured, unit)} | | | | < ${amount(figure.limit.under, unit)} | ${met} |`
  const { against, baseline, limit } = figure
  const bound = 'atMost' in limit ? `≤ ${limit.atMost}` : `≥ ${limit.atLeast}`
  return `| ${what} | ${amount(measured, unit)} | ${against} | ${amount(baseline, unit)} | **${(measured / baseline).toFixed(2)}** | ${bound} | ${met} |`
}

const table = (figures: Figure[]): string =>
  [
    '| measured | | held against | | ratio | target | met |',
    '| --- | --: | --- | --: | --: | --: | --- |',
    ...figures.map(row),
  ].join('\n')

/** Prints a result and keeps it, with the machine it was measured on. */
export async function keep(result: Result): Promise<void> {
  console.log(`\n${result.title}\n\n${table(result.figures)}`)
  for (const note of result.notes) console.log(`\n${note}`)
  const machine = { node: process.version, cores: cpus().length, processor: cpus()[0]?.model }
  const figures = result.figures.map((figure) => ({ ...figure, ratio: ratioOf(figure), met: isMet(figure) }))
  const kept = { ...result, figures, measuredAt: new Date().toISOString(), machine }
  await mkdir(RESULTS, { recursive: true })
  await writeFile(join(RESULTS, `${result.name}.json`), `${JSON.stringify(kept, null, 2)}\n`)
}

/** Puts the figures that were kept last into the README, between its two marks. */
export async function intoReadme(names: string[]): Promise<void> {
  const kept = await Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(RESULTS, `${name}.json`), 'utf8').catch(() => null)
      return text === null ? [] : (JSON.parse(text) as Result).figures
    }),
  )
  const readme = join(ROOT, 'README.md')
  const [before, rest] = (await readFile(readme, 'utf8')).split('<!-- figures -->\n')
  const after = rest?.split('<!-- /figures -->')[1]
  if (before === undefined || after === undefined) throw new Error('README.md has lost the marks around its figures')
  await writeFile(readme, `${before}<!-- figures -->\n${table(kept.flat())}\n<!-- /figures -->${after}`)
}
