import { readdirSync, readFileSync } from 'node:fs'

function cpu() {
  const own = process.cpuUsage()
  const all: Record<string, number> = { node: (own.user + own.system) / 1000 }
  for (const pid of readdirSync('/proc').filter((n) => /^\d+$/.test(n))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
      const f = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (/postgres|temporal/.test(name)) all[name] = (all[name] ?? 0) + (Number(f[11]) + Number(f[12])) * 10
    } catch {}
  }
  return all
}
/** How often a second something can be done, so many at once. */
async function rate(work: () => Promise<unknown>, times: number, atOnce: number): Promise<number> {
  let left = times
  const began = performance.now()
  const next = async (): Promise<void> => {
    while (left-- > 0) await work()
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  return (times * 1_000) / (performance.now() - began)
}

export interface Rates {
  ours: number
  bare: number
}

/**
 * Rates of two things, in many short turns so that whatever else the machine does falls on both; one of each before it
 * counts. The turn with the median ratio speaks for all.
 */
export async function inTurns(
  sides: { ours: () => Promise<unknown>; bare: () => Promise<unknown> },
  { turns, times, atOnce }: { turns: number; times: number; atOnce: number },
): Promise<Rates> {
  await Promise.all([sides.ours(), sides.bare()])
  const rates: Rates[] = []
  for (let turn = 0; turn < turns; turn++) {
    const measured: Rates = { ours: 0, bare: 0 }
    for (const side of process.env.ONLY
      ? ([process.env.ONLY] as ('ours' | 'bare')[])
      : turn % 2 === 0
        ? (['bare', 'ours'] as const)
        : (['ours', 'bare'] as const)) {
      const b = cpu()
      measured[side] = await rate(sides[side], times, atOnce)
      const a = cpu()
      console.error(
        side,
        measured[side].toFixed(1),
        Object.keys(a)
          .map((k) => `${k} ${(((a[k] ?? 0) - (b[k] ?? 0)) / times).toFixed(1)}`)
          .join(' '),
      )
    }
    rates.push(measured)
  }
  const sorted = rates.toSorted((a, b) => a.ours / a.bare - b.ours / b.bare)
  const median = sorted[Math.floor(sorted.length / 2)]
  if (!median) throw new Error('nothing was measured')
  return median
}
