import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROLES, type Role } from '#domain/roles.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { loadLaunchConfig } from '#services/config.ts'
import { crawl, openBrowser, SCREENS, type Screen, signIn } from './screens/browser.ts'
import { indexPage, type Shot } from './screens/index-page.ts'
import { SIGNED_IN, SIGNED_OUT } from './screens/starts.ts'
import { addressOf, ORGANIZATIONS } from './seed/organizations.ts'

// `npm run screens`: takes a picture of every page that a person of each role can reach by links in the running demo,
// light and dark, on a desk and on a phone, into .data/screens/. `npm run screens -- author /documents dark` takes only
// the pictures whose role, page, screen and theme hold every one of these words; an address (http://…) names the demo.
const words = process.argv.slice(2)
const url = words.find((word) => word.startsWith('http')) ?? loadLaunchConfig(process.env).publicUrl
const wanted = words.filter((word) => !word.startsWith('http'))
const FOLDER = join('.data', 'screens')
const THEMES = ['light', 'dark'] as const

/** Whoever has the role and as little besides as possible. */
function personOf(role: Role): { slug: string; email: string } | null {
  const all = ORGANIZATIONS.flatMap((org) => org.people.map((person) => ({ org, person })))
  const [first] = all
    .filter(({ person }) => person.roles.includes(role))
    .toSorted((a, b) => a.person.roles.length - b.person.roles.length)
  return first ? { slug: first.org.slug, email: addressOf(first.org, first.person) } : null
}

const isWanted = ({ role, kind, screen, theme }: Shot): boolean =>
  wanted.every((word) => `${role} ${kind} ${screen} ${theme}`.includes(word))

/** Whether a role's pages are worth visiting: not when the words name other roles. */
function isRoleWanted(role: string): boolean {
  const named = wanted.filter((word) => ['anybody', ...ROLES].some((name) => name === word))
  return named.every((word) => word === role)
}

await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER, { recursive: true })
const browser = await openBrowser()
const shots: Shot[] = []

async function take(role: string, paths: string[], person: { email: string } | null): Promise<void> {
  if (!isRoleWanted(role)) return
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  if (person) {
    const page = await context.newPage()
    await signIn(page, url, person.email, DEMO_PASSWORD)
    await page.close()
  }
  await crawl(context, { url, paths }, async (page, kind) => {
    for (const screen of Object.keys(SCREENS) as Screen[]) {
      for (const theme of THEMES) {
        const file = `${role}${kind.replaceAll(/[/?]/g, '_').replaceAll(':', '')}-${screen}-${theme}.png`
        const shot: Shot = { role, kind, file, screen, theme }
        if (!isWanted(shot)) continue
        await page.setViewportSize(SCREENS[screen])
        await page.emulateMedia({ colorScheme: theme })
        await page.screenshot({ path: join(FOLDER, file), fullPage: true })
        shots.push(shot)
      }
    }
  })
  await context.close()
  console.log(`${role}: ${shots.filter((shot) => shot.role === role).length} pictures`)
}

try {
  await take('anybody', SIGNED_OUT, null)
  for (const role of ROLES) {
    const person = personOf(role)
    if (person)
      await take(
        role,
        SIGNED_IN.map((path) => `/${person.slug}${path}`),
        person,
      )
  }
} finally {
  await browser.close()
  await writeFile(join(FOLDER, 'index.html'), indexPage(shots))
}
console.log(`Open ${join(FOLDER, 'index.html')}.`)
