import { expect, test } from 'vitest'
import { modKeyOf } from '#app/lib/mod-key.ts'

test.each([
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36', '⌘'],
  ['Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X)', '⌘'],
  ['Mozilla/5.0 (X11; Linux x86_64)', 'Ctrl'],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', 'Ctrl'],
  [null, 'Ctrl'],
])('the keys of the palette are written as they are on the reader’s keyboard: %s', (userAgent, key) => {
  expect(modKeyOf(userAgent)).toBe(key)
})
