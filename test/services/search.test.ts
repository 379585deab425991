import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { SEARCH_LIMIT } from '#db/queries/search.ts'
import type { Actor } from '#domain/actor.ts'
import type { Classification } from '#domain/documents/classification.ts'
import { indexBody, searchVectors } from '#services/content/search/vector.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { makeMember, makeOrganization, testServices } from '#test/support/factories.ts'

/*
 * More documents than a search ever weighs, and most of them not for everybody: what a reader finds, and how many are
 * said to exist, must not depend on what they may not see.
 */
const { db } = await createTestDatabase()
const { documents, library } = testServices(db)
const organization = await makeOrganization(db)
const manager = await makeMember(db, organization, ['compliance_manager'])
const author = await makeMember(db, organization, ['author'])
const named = await makeMember(db, organization, ['author'])
const MANY = SEARCH_LIMIT + 100

const search = (actor: Actor, words: string, kinds?: ('policy' | 'procedure')[]) =>
  library.list(actor, { words, kinds, limit: 100 })

/** Many documents of one classification whose texts hold the same words; titles differ by a number. */
const fill = (classification: Classification, words: string, title = 'Filed') => {
  const read = searchVectors({ identifier: '', title: '', keywords: '' }, indexBody(words))
  return withActor(db, manager, (tx) =>
    tx.execute(sql`
      with made as (
        insert into documents (org_id, id, kind, identifier, title, category, type, classification, owner_id, created_by)
        select ${organization.id}, gen_random_uuid(), 'procedure', upper(${title} || '-' || ${classification} || '-' || n), ${title} || n, 'custom',
          'security', ${classification}::classification, ${manager.membershipId}, ${manager.membershipId}
        from generate_series(1, ${MANY}::int) n returning org_id, id, identifier, title)
      insert into search_texts (org_id, subject_type, subject_id, in_effect, identifier, title, keywords, body, words, heading,
        title_words, title_lexemes)
      select org_id, 'document', id, false, identifier, title, '', ${words}, ${read.words}::tsvector,
        array_to_tsvector(array[lower(title)]), array[lower(title)], array[lower(title)] from made`),
  )
}

const write = (title: string, body: string, more: { classification?: Classification; readerIds?: string[] } = {}) =>
  documents.create(manager, {
    kind: 'policy',
    category: 'access_control',
    title,
    content: { format: 'html', body: `<p>${body}</p>` },
    ...more,
  })

beforeAll(async () => {
  await write('Lanterns', 'The keeper trims every wick at dusk.')
  await write('Signals', 'Nobody but the keeper answers, and only by a foghorn.', {
    classification: 'confidential',
    readerIds: [named.membershipId],
  })
  await fill('restricted', 'The keeper keeps a foghorn and a wick behind seven doors.')
  await fill('internal', 'A lighthouse is painted every spring, and its stairs are swept.')
  const { id: last } = await write('Lighthouse visits', 'Visitors are counted.')
  await write('Northern mark', 'Buoy-27 lies north of the bar.')
  await write('Southern mark', 'The other buoy lies by rock-27.')
  // As though as many had come in between as are read one slice of the index after another.
  await withActor(db, manager, (tx) =>
    tx.execute(sql`update search_texts set number = 200000 where subject_id = ${last}`),
  )
}, 60_000)

test('a reader finds their one document among hundreds with the same word that they may not read', async () => {
  const { rows, total, totalIsExact } = await search(author, 'wick')
  expect(rows.map(({ title }) => title)).toEqual(['Lanterns'])
  expect({ total, totalIsExact }).toEqual({ total: 1, totalIsExact: true })
})

test('a named reader finds the closed document too, and the total is what they can open', async () => {
  const { rows, total } = await search(named, 'keeper')
  expect(rows.map(({ title }) => title).toSorted()).toEqual(['Lanterns', 'Signals'])
  expect(total).toBe(2)
  for (const { id } of rows) await expect(documents.find(named, id)).resolves.toBeDefined()
})

test('who reads everything sees that there are more than a search weighs', async () => {
  const { rows, total, totalIsExact } = await search(manager, 'keeper')
  expect(rows).toHaveLength(100)
  expect(total).toBeGreaterThanOrEqual(SEARCH_LIMIT)
  expect(totalIsExact).toBe(false)
})

test('of a word that is everywhere, a title that holds it comes first', async () => {
  expect((await search(author, 'lighthouse')).rows[0]?.title).toBe('Lighthouse visits')
})

test('common words beside a rare one find the text that holds them all', async () => {
  const { rows, total } = await search(manager, 'keeper wick dusk')
  expect(rows.map(({ title }) => title)).toEqual(['Lanterns'])
  expect(total).toBe(1)
})

test('a kind narrows the search down before anything is left out', async () => {
  const { rows, total } = await search(manager, 'keeper', ['policy'])
  expect(rows.map(({ title }) => title).toSorted()).toEqual(['Lanterns', 'Signals'])
  expect(total).toBe(2)
})

test('a document that is opened to everybody is found by everybody at once, and one that is closed no more', async () => {
  const document = await write('Keys', 'A spare cresset hangs by the door.')
  expect((await search(author, 'cresset')).total).toBe(1)
  await documents.change(manager, document.id, { classification: 'restricted' })
  expect((await search(author, 'cresset')).total).toBe(0)
  await documents.change(manager, document.id, { classification: 'internal' })
  expect((await search(author, 'cresset')).total).toBe(1)
})

test('pages of what was found follow one another without a gap', async () => {
  const pages = await Promise.all([1, 2, 3].map((page) => library.list(manager, { words: 'foghorn', page, limit: 50 })))
  expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(150)
})

test('what a hyphen joins is found only side by side', async () => {
  expect((await search(author, 'buoy-27')).rows.map(({ title }) => title)).toEqual(['Northern mark'])
})

describe('a typing error', () => {
  test('leads to the word of a title that is most like it, and to whatever texts hold that word', async () => {
    const { rows, total, totalIsExact } = await search(author, 'lighthuose')
    expect(rows[0]?.title).toBe('Lighthouse visits')
    expect(total).toBeGreaterThanOrEqual(SEARCH_LIMIT)
    expect(totalIsExact).toBe(false)
  })

  test('beside a word of the text that was typed right', async () => {
    const { rows } = await search(author, 'lanterms dusk')
    expect(rows.map(({ title }) => title)).toEqual(['Lanterns'])
  })

  test('leads to a closed document only those who may read it', async () => {
    const titles = async (actor: Actor) => (await search(actor, 'signasl')).rows.map(({ title }) => title)
    expect(await titles(named)).toContain('Signals')
    expect(await titles(manager)).toContain('Signals')
    expect(await titles(author)).not.toContain('Signals')
  })

  test('is not led astray by hundreds of closed titles with words that are more like it', async () => {
    await fill('restricted', 'Kept apart.', 'Brasswearing')
    await write('Brassware', 'Polished once a week.')
    expect((await search(author, 'brasswear')).rows.map(({ title }) => title)).toEqual(['Brassware'])
  })

  test('that somebody made in a text does not hide the titles that were meant', async () => {
    await write('Rota', 'Who winds the clokwork is written here.')
    await write('Clockwork', 'It turns the lens.')
    expect((await search(author, 'clokwork')).rows.map(({ title }) => title)).toEqual(['Rota', 'Clockwork'])
  })

  test('leads nowhere by a title that is gone', async () => {
    const { id } = await write('Barometers', 'Tapped twice.')
    expect((await search(author, 'baromteers')).total).toBe(1)
    await documents.change(manager, id, { title: 'Hygrometers' })
    expect((await search(author, 'baromteers')).total).toBe(0)
    expect((await search(author, 'hygromteers')).total).toBe(1)
  })
})

test('the words of titles are counted as they come and go', async () => {
  const { id } = await write('Temporary moorings', 'For a night.')
  const other = await write('Moorings', 'For a year.')
  await documents.change(manager, other.id, { title: 'Permanent moorings' })
  await documents.remove(manager, id)
  await withActor(db, manager, async (tx) => {
    const kept = await tx.execute(sql`select word, texts from search_words order by word`)
    const counted = await tx.execute(
      sql`select word, count(*)::int as texts from search_texts, unnest(title_words) word group by word order by word`,
    )
    expect(kept.rows).toEqual(counted.rows)
    expect(kept.rows).toContainEqual({ word: 'moorings', texts: 1 })
  })
})

test('a new title is found beside the text, which is found as before, at the same place', async () => {
  const { id } = await write('Anemometers', `${'It turns. '.repeat(60)}Its cups are of copper.`)
  const passages = async () => (await search(author, 'copper')).rows.map((row) => [row.id, row.passage])
  const before = await passages()
  await documents.change(manager, id, { title: 'Wind gauges' })
  expect(await passages()).toEqual(before)
  expect(before).toMatchObject([[id, { snippet: expect.stringContaining('copper'), found: 'working' }]])
  expect((await search(author, 'gauges')).rows.map((row) => row.id)).toEqual([id])
  expect((await search(author, 'anemometers')).rows.map((row) => row.id)).not.toContain(id)
})

test('a text is deleted with its document', async () => {
  const { id } = await write('Beacons', 'A beacon burns on the headland.')
  expect((await search(manager, 'headland')).total).toBe(1)
  const left = await withActor(db, manager, async (tx) => {
    await tx.execute(sql`delete from documents where id = ${id}`)
    return (await tx.execute(sql`select from search_texts where subject_id = ${id}`)).rowCount
  })
  expect(left).toBe(0)
})

describe('what this trade writes is found as it is written', () => {
  /** Title, a sentence of the text, and what leads to it. */
  const WRITTEN: [title: string, text: string, typed: string[]][] = [
    ['Evidence', 'It follows ISO/IEC 27042 in all labs.', ['ISO/IEC 27042', 'IEC 27042', 'iso 27042', 'IEC', '27042']],
    ['Transport', 'No link is older than TLS 1.3 here.', ['TLS 1.3', 'tls1.3', 'TLS-1.3', '1.3']],
    ['Controls', 'This meets A.5.15 (access control).', ['A.5.15', 'a.5.15', '5.15', 'A-5-15', 'A.5']],
    ['Clauses', 'Clause 12.4.1 asks for logs, see §7.2.', ['12.4.1', '12.4', '§7.2', 'clause 12.4.1']],
    ['Ciphers', 'Disks use AES-256/GCM alone.', ['AES-256/GCM', 'AES-256', 'aes256', '256/GCM', 'GCM', 'AES 256']],
    ['Watch', 'The desk is staffed 24/7 by two.', ['24/7', 'staffed 24/7']],
    [
      'Hosts',
      'Logs go to siem-1.eu.helix.example daily.',
      ['siem-1.eu.helix.example', 'eu.helix', 'helix.example', 'siem'],
    ],
    ['Contacts', 'Write to dpo@brightside.example first.', ['dpo@brightside.example', 'brightside', 'dpo@brightside']],
    [
      'Weakness',
      'Patched after CVE-2024-1234 came out.',
      ['CVE-2024-1234', 'cve 2024-1234', '2024-1234', 'CVE-2024-12'],
    ],
    ['Secrets', 'Never choose p@ssw0rd or letmein.', ['p@ssw0rd', 'p@ss']],
    ['Languages', 'Firmware is in C++ and tools are in C#.', ['C++', 'c++', 'C#']],
    [
      'Certificate',
      'Certified by ISO 27001:2022 since spring.',
      ['ISO 27001:2022', '27001:2022', 'ISO27001', 'iso-27001'],
    ],
    ['Words', 'MUST is used as RFC-2119 says.', ['RFC-2119', 'RFC 2119', 'RFC2119', '2119']],
    ['Networks', 'Inside is 10.0.0.0/8 and nothing else.', ['10.0.0.0/8', '10.0.0.0', '10.0.0.0/']],
    [
      'Addresses',
      'See https://wiki.lumen.example/a/retention-plan?v=3 now.',
      ['https://wiki.lumen.example/a/retention-plan?v=3', 'wiki.lumen.example', 'retention-plan', 'lumen'],
    ],
    [
      'Settings',
      'Set max_login_tries and lockoutMinutes.',
      ['max_login_tries', 'login_tries', 'tries', 'lockoutMinutes', 'minutes lockout'],
    ],
    [
      'Messages',
      'An e-mail is a record of sub-processors.',
      ['e-mail', 'sub-processor', 'subprocessors', "sub-processors'"],
    ],
    [
      'Breaks',
      'The café in Zürich, Bahnhofstraße 7, is no office.',
      ['cafe', 'CAFÉ', 'cafe\u0301', 'zurich', 'bahnhofstrasse', 'Bahnhofstraße 7'],
    ],
    ['Smørrebrød', 'Łódź and Ærø are open at noon.', ['smorrebrod', 'lodz', 'aero', 'ŁÓDŹ']],
    ['信息安全政策', '所有员工必须每年阅读本政策第15条规定。', ['政策', '安全', '员工必须', '第15条', '阅读', '规']],
    ['情報セキュリティ', '従業員は毎年パスワードを変更すること。', ['パスワード', 'セキュリティ', '変更する', '毎年']],
    ['นโยบาย', 'พนักงานทุกคนต้องรักษาความปลอดภัยของข้อมูล', ['ปลอดภัย', 'ข้อมูล', 'พนักงาน']],
    ['नीति', 'सभी कर्मचारी सूचनासुरक्षा का पालन करेंगे।', ['सुरक्षा', 'सूचना', 'कर्मचारी', 'पालन करेंगे']],
    ['정책', '모든직원은 정보보안정책을 따릅니다.', ['보안', '직원', '정보보안']],
    ['Department', 'Ask IT before you buy.', ['IT']],
  ]
  const found = async (typed: string) => (await search(author, typed)).rows.map(({ title }) => title)

  beforeAll(async () => {
    for (const [title, text] of WRITTEN) await write(title, text)
    await write(
      'Decoys',
      'ISO is no IEC. TLS of 13 and A 51. 5 and 15, 24 or 7; AES in GCM since 256. 员工 阅 读 政 策 保安. Clause 12 of 4, 1.',
    )
  })

  test.each(WRITTEN.flatMap(([title, , typed]) => typed.map((words) => [words, title])))('%s', async (typed, title) => {
    expect(await found(typed)).toContain(title)
  })

  test.each([
    ['A.5.1', 'Controls'],
    ['ISO/IEC 2704', 'Decoys'],
    ['12.4.1', 'Decoys'],
    ['24/7', 'Decoys'],
    ['员工必须', 'Decoys'],
    ['AES-256', 'Decoys'],
  ])('%s does not lead to %s', async (typed, title) => {
    if (typed === 'A.5.1') await write('Outsourcing', 'See A.5.1 for it.')
    expect(await found(typed)).not.toContain(title)
  })
})

describe('the passage that is shown', () => {
  const passage = async (typed: string) =>
    (await search(author, typed)).rows[0]?.passage?.snippet.replaceAll('\u0002', '[').replaceAll('\u0003', ']')

  test('marks an identifier as far as it was typed, and a word to its end', async () => {
    await write(
      'Keyholders',
      'A register lists all who hold one, with the day on which they got it. Control B.7.12 names the keyholders. Others wait outside.',
    )
    expect(await passage('b.7 keyholder')).toBe('Control [B.7].12 names the [keyholders]. Others wait outside.')
  })

  test('has the value of a variable', async () => {
    await documents.create(manager, {
      kind: 'policy',
      category: 'access_control',
      title: 'Helpdesk',
      content: { format: 'html', body: '<p>Call <span data-variable="desk"></span> at any hour.</p>' },
      variables: [{ name: 'desk', label: 'Desk', type: 'text', value: 'Extension 4711 of Ünal' }],
    })
    expect(await passage('unal 4711')).toBe('Call Extension [4711] of [Ünal] at any hour.')
    expect((await search(author, 'desk')).rows.map(({ title }) => title)).not.toContain('Helpdesk number')
  })

  test('is the one with most of the words, however far into a text of whatever letters', async () => {
    const filler = '<p>Nothing is said here about it 😀 at all.</p>'
    const body = `<p>The capstan is oiled.</p>${filler.repeat(4_000)}<p>A windlass and a capstan stand at berth 9.</p>${filler}`
    await documents.create(manager, {
      kind: 'policy',
      category: 'access_control',
      title: 'Berths',
      content: { format: 'html', body },
    })
    expect(await passage('capstan windlass')).toMatch(/^A \[windlass\] and a \[capstan\] stand at berth 9\./)
    expect(await passage('berth 9')).toContain('at [berth] [9].')
  })

  test('shows the number of a section with its heading', async () => {
    await documents.create(manager, {
      kind: 'policy',
      category: 'access_control',
      title: 'Sextants',
      content: {
        format: 'html',
        body: '<h2>Purpose</h2><h2>Care</h2><h3>Polish</h3><h3>Storage of sextants</h3><p>In a box.</p>',
      },
    })
    expect(await passage('2.2 storage')).toContain('[2.2] [Storage] of sextants')
  })
})

test('whatever is typed is answered, and soon', async () => {
  const typed = [
    '…',
    "'",
    "\\'",
    ':*',
    '|',
    '!',
    '((',
    '\u01c0',
    '\u0002',
    '😀',
    'the',
    'a'.repeat(5_000),
    'a.'.repeat(2_500),
    '政'.repeat(5_000),
    "x'".repeat(900),
    "x'y'z ".repeat(900),
    "x'y'z'v'w ".repeat(900),
    'x y z v w q p r k l j h',
  ]
  for (const words of typed) {
    const began = performance.now()
    await expect(search(author, words), words.slice(0, 20)).resolves.toBeDefined()
    expect(performance.now() - began).toBeLessThan(2_000)
  }
})
