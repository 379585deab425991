import type { Role } from '#domain/roles.ts'

export interface SeedPerson {
  key: string
  name: string
  roles: Role[]
  position: string
  manager: string | null
  /** Null: the organization's. */
  timeZone: string | null
}

export interface SeedOrganization {
  slug: string
  name: string
  type: 'enterprise' | 'agency'
  timeZone: string
  people: SeedPerson[]
}

const person = (
  key: string,
  name: string,
  position: string,
  roles: Role[],
  manager: string | null = null,
  timeZone: string | null = null,
): SeedPerson => ({ key, name, position, roles, manager, timeZone })

/** The organizations in which documents of every state can be seen, and their people: who manages somebody stands before them. */
export const ORGANIZATIONS: SeedOrganization[] = [
  {
    slug: 'helix',
    name: 'Helix Pharma',
    type: 'enterprise',
    timeZone: 'Europe/Zurich',
    people: [
      person('dana', 'Dana Petrov', 'Chief information security officer', ['approver']),
      person('ada', 'Ada Okafor', 'Compliance manager', ['admin', 'compliance_manager'], 'dana'),
      person('ben', 'Ben Lindqvist', 'Head of IT security', ['author', 'approver'], 'dana'),
      person('chen', 'Chen Wei', 'Data protection officer', ['author', 'approver']),
      person('emil', 'Emil Sørensen', 'IT manager', ['it_manager', 'author', 'approver'], 'dana'),
      person('fay', 'Fay Morgan', 'Internal auditor', ['auditor'], null, 'America/New_York'),
      person('gus', 'Gus Almeida', 'Laboratory technician', ['member'], 'emil'),
      person('hana', 'Hana Ito', 'Policy writer', ['author'], 'ada'),
      person('grace', 'Grace Mbeki', 'Quality director', ['author', 'approver']),
      person('omar', 'Omar Reyes', 'Engineering lead', ['author', 'approver'], 'emil', 'America/New_York'),
      person('lena', 'Lena Fischer', 'Finance controller', ['author'], 'dana'),
    ],
  },
  {
    slug: 'northwind',
    name: 'Northwind Bank',
    type: 'enterprise',
    timeZone: 'America/New_York',
    people: [
      person('liam', 'Liam Carter', 'Chief operating officer', ['approver']),
      person('rosa', 'Rosa Delgado', 'Chief compliance officer', ['admin', 'compliance_manager', 'approver'], 'liam'),
      person('mei', 'Mei Tanaka', 'Chief risk officer', ['compliance_manager', 'approver'], 'liam'),
      person('karin', 'Karin Holm', 'Chief information security officer', ['author', 'approver'], 'mei'),
      person('pavel', 'Pavel Novak', 'IT manager', ['it_manager', 'author'], 'karin'),
      person('noor', 'Noor Haddad', 'Head of engineering', ['author', 'approver'], 'liam', 'America/Chicago'),
      person('oskar', 'Oskar Brandt', 'Outsourcing officer', ['author'], 'rosa'),
      person('sofia', 'Sofia Marino', 'Head of People', ['author'], 'liam'),
      person('quinn', 'Quinn Abbott', 'Internal auditor', ['auditor']),
      person('theo', 'Theo Lang', 'Branch advisor', ['member'], 'liam'),
    ],
  },
  {
    slug: 'brightside',
    name: 'Brightside Studio',
    type: 'agency',
    timeZone: 'Europe/Lisbon',
    people: [
      person('tomas', 'Tomás Ferreira', 'Managing director', ['approver']),
      person('ines', 'Ines Costa', 'Compliance lead', ['admin', 'compliance_manager', 'approver'], 'tomas'),
      person('lea', 'Léa Moreau', 'Head of production', ['author'], 'tomas'),
      person('jonas', 'Jonas Weber', 'IT manager', ['it_manager', 'author'], 'tomas'),
      person('yara', 'Yara Lopes', 'Art director', ['member'], 'lea'),
    ],
  },
  {
    slug: 'meridian',
    name: 'Meridian Media',
    type: 'agency',
    timeZone: 'Europe/London',
    people: [
      person('wanda', 'Wanda Clarke', 'Managing director', ['approver']),
      person('uma', 'Uma Nair', 'Compliance lead', ['admin', 'compliance_manager', 'approver'], 'wanda'),
      person('viktor', 'Viktor Sand', 'Privacy lead', ['author', 'approver'], 'uma'),
      person('xavier', 'Xavier Dubois', 'Operations manager', ['it_manager', 'author'], 'wanda'),
      person('zoe', 'Zoe Bennett', 'Media planner', ['member'], 'xavier'),
    ],
  },
]

/** The address a demo person signs in with. */
export const addressOf = (org: SeedOrganization, { key }: SeedPerson): string => `${key}@${org.slug}.example`
