import { expect, test } from 'vitest'
import { paths } from '#domain/paths.ts'

test.each([
  ['the sign-up page', paths.signUp(), '/sign-up'],
  ['the page of a mailed link', paths.signUp('a/b'), '/sign-up/a%2Fb'],
  ['the sign-in page', paths.signIn(), '/sign-in'],
  ['the sign-in page that leads on to the front door', paths.signIn('/'), '/sign-in'],
  [
    'the sign-in page that leads on to another page',
    paths.signIn('/acme/inbox?kind=x'),
    '/sign-in?next=%2Facme%2Finbox%3Fkind%3Dx',
  ],
])('%s has its address', (_page, address, expected) => expect(address).toBe(expected))
