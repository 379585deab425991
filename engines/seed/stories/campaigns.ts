import type { Actor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'
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
  /** What is asked before they accept. */
  questions?: SeedQuestion[]
}

interface SeedQuestion {
  /** The number of its paragraph. */
  about: string
  prompt: string
  /** The first one is right. */
  choices: string[]
  /** Who misses it first, and then reads again. */
  missedBy: string[]
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
      questions: [
        {
          about: '3.4',
          prompt: 'Your laptop is gone from the train. By when do you call the service desk?',
          choices: ['Within one hour', 'On the same day', 'Once the railway has no trace of it'],
          missedBy: ['ben', 'hana', 'fay'],
        },
        {
          about: '5.3',
          prompt: 'A partner insists on another messenger. What do you do?',
          choices: [
            'Copy the thread to the project within two working days',
            'Refuse to write there',
            'Nothing: partners choose their tools',
          ],
          missedBy: ['fay'],
        },
      ],
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
    const { questions = [] } = campaign
    if (questions.length > 0) {
      const before = moments.ago(launched + 1, `${slug} asks about ${document} ${launched}`)
      chronicle.add(story, before, people.manager.key, (actor, { checks }) => write(checks, actor, document, questions))
    }
    chronicle.add(story, at, people.manager.key, async (actor, { campaigns }) => {
      const asksQuestions = campaign.questions !== undefined
      const asked = { audience: [{ kind: 'everyone' as const }], dueDate: moments.date(due), readsToEnd, asksQuestions }
      id = (await campaigns.launch(actor, document, asked)).id
    })
    for (const [who, days] of Object.entries(accepted)) {
      const then = moments.agoAfter(later(at, 30), days, `${slug} ${who} accepts ${document} ${launched}`)
      chronicle.add(story, then, who, async (actor, { campaigns, checks }) => {
        const { version } = await campaigns.open(actor, id)
        if (questions.some(({ missedBy }) => missedBy.includes(who)))
          await checks.answer(actor, id, { answers: answersOf(questions, who) })
        if (questions.length > 0) await checks.answer(actor, id, { answers: answersOf(questions, null) })
        const { contentHash } = version
        await campaigns.accept({ ...actor, ip: '192.0.2.10' }, id, { contentHash, reachedEnd: true })
      })
    }
  }
}

async function write(
  checks: Services['checks'],
  actor: Actor,
  document: string,
  questions: readonly SeedQuestion[],
): Promise<void> {
  const { passages } = await checks.get(actor, document)
  await checks.write(actor, document, {
    questions: questions.map(({ about, prompt, choices }) => {
      const passage = passages.find(({ label }) => label === about)
      if (!passage) throw new Error(`${document} has no paragraph ${about}`)
      return { place: passage.place, prompt, choices, right: [0] }
    }),
  })
}

/** What somebody answers who misses some of the questions; null: nobody in particular, who misses none. */
const answersOf = (questions: readonly SeedQuestion[], who: string | null) =>
  Object.fromEntries(
    questions.map(({ missedBy }, n) => [`q${n + 1}`, [who !== null && missedBy.includes(who) ? 1 : 0]]),
  )
