import type { Chronicle } from '../chronicle.ts'
import { later } from '../moments.ts'

interface SeedCampaign {
  document: string
  /** Days ago. */
  launched: number
  /** Days from today. */
  due: number
  readsToEnd: boolean
  /** Who has accepted, and how many days ago. */
  accepted: Record<string, number>
}

const acceptedFrom = (names: string[], days: number) => Object.fromEntries(names.map((name, n) => [name, days - n]))

/** The campaigns of the demo: one that all have completed long ago, and one that stands at 63 % today. */
const CAMPAIGNS: Record<string, SeedCampaign[]> = {
  helix: [
    {
      document: 'POL-AU-001',
      launched: 680,
      due: -660,
      readsToEnd: false,
      accepted: acceptedFrom(
        ['dana', 'ada', 'ben', 'chen', 'emil', 'fay', 'gus', 'hana', 'grace', 'omar', 'lena'],
        676,
      ),
    },
    {
      document: 'POL-AU-001',
      launched: 5,
      due: 6,
      readsToEnd: true,
      accepted: { ada: 5, dana: 4, chen: 4, ben: 3, hana: 2, fay: 1, emil: 1 },
    },
  ],
}

/** People are asked to accept a document in effect; some have read it by now. */
export function campaignStories(chronicle: Chronicle): void {
  const { people, moments } = chronicle
  const { slug } = people.org
  for (const campaign of CAMPAIGNS[slug] ?? []) {
    const { document, launched, due, readsToEnd, accepted } = campaign
    const story = `campaign of ${document}`
    const at = moments.ago(launched, `${slug} launches ${document} ${launched}`)
    let id = ''
    chronicle.add(story, at, people.manager.key, async (actor, { campaigns }) => {
      const asked = { audience: [{ kind: 'everyone' as const }], dueDate: moments.date(due), readsToEnd }
      id = (await campaigns.launch(actor, document, asked)).id
    })
    for (const [who, days] of Object.entries(accepted)) {
      const then = moments.agoAfter(later(at, 30), days, `${slug} ${who} accepts ${document} ${launched}`)
      chronicle.add(story, then, who, async (actor, { campaigns }) => {
        const { version } = await campaigns.open(actor, id)
        const { contentHash } = version
        await campaigns.accept({ ...actor, ip: '192.0.2.10' }, id, { contentHash, reachedEnd: true })
      })
    }
  }
}
