import type { Chronicle } from './chronicle.ts'
import { later } from './moments.ts'

interface SeedDepartment {
  name: string
  /** The department above it, which stands before it. */
  partOf?: string
  head: string
  people: string[]
}
interface SeedGroup {
  name: string
  description: string
  people: string[]
}
interface Structure {
  departments: SeedDepartment[]
  groups: SeedGroup[]
}

const STRUCTURES: Record<string, Structure> = {
  helix: {
    departments: [
      { name: 'Compliance', head: 'ada', people: ['ada', 'hana', 'chen'] },
      { name: 'Technology', head: 'dana', people: ['dana', 'emil', 'omar'] },
      { name: 'IT security', partOf: 'Technology', head: 'ben', people: ['ben'] },
      { name: 'Quality and laboratories', head: 'grace', people: ['grace', 'gus'] },
      { name: 'Finance', head: 'lena', people: ['lena'] },
    ],
    groups: [
      {
        name: 'Incident response team',
        description: 'Called when something has gone wrong.',
        people: ['ben', 'emil', 'chen'],
      },
      {
        name: 'Data protection board',
        description: 'Decides on new uses of personal data.',
        people: ['chen', 'ada', 'dana'],
      },
    ],
  },
  northwind: {
    departments: [
      { name: 'Risk and compliance', head: 'rosa', people: ['rosa', 'mei', 'oskar'] },
      { name: 'Information security', partOf: 'Risk and compliance', head: 'karin', people: ['karin', 'pavel'] },
      { name: 'Operations', head: 'liam', people: ['liam', 'noor', 'sofia', 'theo'] },
    ],
    groups: [
      { name: 'Crisis team', description: 'Meets within the hour.', people: ['liam', 'mei', 'karin'] },
      { name: 'Outsourcing committee', description: 'Looks at every new supplier.', people: ['oskar', 'rosa'] },
    ],
  },
  brightside: {
    departments: [
      { name: 'Management', head: 'tomas', people: ['tomas', 'ines'] },
      { name: 'Production', head: 'lea', people: ['lea', 'jonas', 'yara'] },
    ],
    groups: [
      { name: 'Client data handlers', description: 'Work with what clients send.', people: ['lea', 'yara'] },
      { name: 'First aiders', description: '', people: ['jonas'] },
    ],
  },
  meridian: {
    departments: [
      { name: 'Management', head: 'wanda', people: ['wanda', 'uma'] },
      { name: 'Media', head: 'xavier', people: ['xavier', 'viktor', 'zoe'] },
    ],
    groups: [
      {
        name: 'Privacy circle',
        description: 'Answers requests of people about their data.',
        people: ['viktor', 'uma'],
      },
      { name: 'Press desk', description: '', people: ['wanda', 'zoe'] },
    ],
  },
}

/** The departments and groups of an organization with who is in them, and its next holidays. */
export function addStructure(chronicle: Chronicle, at: Date): void {
  const { people, moments } = chronicle
  const structure = STRUCTURES[people.org.slug]
  if (!structure) throw new Error(`${people.org.name} has no departments`)
  const who = people.manager.key
  const ids = new Map<string, string>()
  for (const { name, partOf, head, people: keys } of structure.departments) {
    chronicle.add(name, at, who, async (actor, { departments, members }) => {
      const place = { parentId: partOf ? (ids.get(partOf) ?? null) : null, headId: people.memberId(head) }
      const { id } = await departments.create(actor, { name, ...place })
      ids.set(name, id)
      for (const key of keys) await members.change(actor, people.memberId(key), { departmentId: id })
    })
  }
  for (const { name, description, people: keys } of structure.groups) {
    chronicle.add(name, later(at, 1), who, async (actor, { groups }) => {
      const { id } = await groups.create(actor, { name, description })
      await groups.add(actor, id, { membershipIds: keys.map((key) => people.memberId(key)) })
    })
  }
  const year = moments.now.getUTCFullYear()
  chronicle.add('holidays', later(at, 2), who, (actor, { holidays }) =>
    holidays.add(actor, {
      holidays: [
        { date: `${year}-12-25`, name: 'Christmas Day' },
        { date: `${year + 1}-01-01`, name: 'New Year' },
      ],
    }),
  )
}
