import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressOf, ORGANIZATIONS } from '#db/seed/people.ts'
import { ROLES, type Role } from '#domain/roles.ts'
import { DEMO_PASSWORD } from '#services/auth/demo-people.ts'
import { loadLaunchConfig } from '#services/config.ts'
import { crawl, openBrowser, SCREENS, type Screen, signIn } from './screens/browser.ts'

// `npm run screens`: takes a picture of every page that a person of each role can reach by links in the running demo,
// light and dark, on a desk and on a phone, into .data/screens/.
const url = process.argv[2] ?? loadLaunchConfig(process.env).publicUrl
const FOLDER = join('.data', 'screens')
const THEMES = ['light', 'dark'] as const

type Shot = { role: string; kind: string; file: string; screen: Screen; theme: string }

/** Whoever has the role and as little besides as possible. */
function personOf(role: Role): { slug: string; email: string } | null {
  const all = ORGANIZATIONS.flatMap((org) => org.people.map((person) => ({ org, person })))
  const [first] = all
    .filter(({ person }) => person.roles.includes(role))
    .toSorted((a, b) => a.person.roles.length - b.person.roles.length)
  return first ? { slug: first.org.slug, email: addressOf(first.org, first.person) } : null
}

await rm(FOLDER, { recursive: true, force: true })
await mkdir(FOLDER, { recursive: true })
const browser = await openBrowser()
const shots: Shot[] = []

async function take(role: string, start: string[], person: { email: string } | null): Promise<void> {
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  if (person) {
    const page = await context.newPage()
    await signIn(page, url, person.email, DEMO_PASSWORD)
    await page.close()
  }
  await crawl(context, { url, paths: start }, async (page, kind) => {
    for (const screen of Object.keys(SCREENS) as Screen[]) {
      await page.setViewportSize(SCREENS[screen])
      for (const theme of THEMES) {
        await page.emulateMedia({ colorScheme: theme })
        const name = `${role}${kind.replaceAll('/', '_').replaceAll(':', '')}-${screen}-${theme}.png`
        await page.screenshot({ path: join(FOLDER, name), fullPage: true })
        shots.push({ role, kind, file: name, screen, theme })
      }
    }
  })
  await context.close()
  console.log(`${role}: ${shots.filter((shot) => shot.role === role).length} pictures`)
}

try {
  await take(
    'anybody',
    ['/sign-in', '/sign-up', '/forgot-password', '/styleguide', '/api/docs', '/nowhere/at/all'],
    null,
  )
  for (const role of ROLES) {
    const person = personOf(role)
    if (person) await take(role, [`/${person.slug}`, `/${person.slug}/documents`, `/${person.slug}/nowhere`], person)
  }
} finally {
  await browser.close()
  await writeFile(join(FOLDER, 'index.html'), indexPage())
}
console.log(`Open ${join(FOLDER, 'index.html')}.`)

/** All pictures by role and page, side by side. */
function indexPage(): string {
  const kinds = [...new Set(shots.map(({ role, kind }) => `${role} ${kind}`))]
  const rows = kinds.map((title) => {
    const own = shots.filter(({ role, kind }) => `${role} ${kind}` === title)
    const pictures = own.map(
      ({ file, screen, theme }) => `<a href="${file}"><img loading="lazy" src="${file}" alt="${screen}, ${theme}"></a>`,
    )
    return `<h2>${title}</h2><div>${pictures.join('')}</div>`
  })
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens of Accord</title>
<style>body{font:14px system-ui;margin:2rem}img{height:18rem;margin:0 1rem 1rem 0;vertical-align:top;border:1px solid}</style>
<h1>Screens of Accord</h1>${rows.join('\n')}</html>\n`
}
