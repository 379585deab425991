import { PDFDocument } from 'pdf-lib'
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/actor.ts'
import type { Services } from '#services/index.ts'
import type { Printer } from '#services/ports.ts'
import type { SubmitDocument } from '#services/rounds/input.ts'
import { makeMember, makeOrganization } from './factories.ts'

type Person = Awaited<ReturnType<typeof makeMember>>

/** An organization with a manager, an author and some signers. */
export async function makePeople(db: Database, signers = 3, settings = {}) {
  const organization = await makeOrganization(db, settings)
  const manager = await makeMember(db, organization, ['compliance_manager'], { name: 'Mara Manager' })
  const author = await makeMember(db, organization, ['author'], { name: 'Arno Author' })
  const made: Person[] = []
  for (let n = 1; n <= signers; n += 1) {
    made.push(await makeMember(db, organization, ['approver'], { name: `Signer ${n}`, positionTitle: 'CISO' }))
  }
  return { organization, manager, author, signers: made }
}
export type People = Awaited<ReturnType<typeof makePeople>>

/** A draft that is ready to be submitted. */
export const makeDraft = (services: Services, author: Actor, body = '<p>Lock your screen.</p>') =>
  services.documents.create(author, {
    kind: 'policy',
    category: 'access_control',
    title: 'Access control',
    content: { format: 'html', body },
  })

/** A document in review: submitted by its author, or by the manager where only they may choose when to publish. */
export async function makeRound(services: Services, people: People, input: Partial<SubmitDocument> = {}) {
  const document = await makeDraft(services, people.author)
  const submitter = input.publication ? people.manager : people.author
  const round = await services.rounds.submit(submitter, document.id, {
    signerIds: people.signers.map(({ membershipId }) => membershipId),
    ...input,
  })
  return { document, round }
}

/** The sign-off that waits for a person. */
export async function waitingFor(services: Services, person: Actor) {
  const {
    signoffs: [first],
  } = await services.signoffs.waiting(person)
  if (!first) throw new Error(`nothing waits for ${person.name}`)
  return first.signoff
}

/** Makes a real but empty PDF: what a page looks like is tested with the browser that prints it. */
export const blankPrinter: Printer = {
  async print() {
    const document = await PDFDocument.create()
    document.addPage()
    return { pdf: await document.save(), pages: 1 }
  },
}
