import { useLocation, useMatches, useNavigation, useSubmit } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { paths } from '#domain/paths.ts'
import { SECRET } from './forms.ts'

/** What somebody had typed when it turned out that their session was over. */
interface KeptForm {
  /** Whose it is: their membership. Nobody else gets it. */
  reader: string
  /** Where the form is sent to. */
  action: string
  fields: [name: string, value: string][]
}

/** Where it is kept: in this tab, until somebody signs in here. */
const KEY = 'accord-kept-form'
const FILLED_IN = ':is(textarea, select, input:not([type=hidden], [type=submit]))'

/**
 * Keeps what is typed in a form when its session has ended: it is shown again, unsent, once the same person has signed in.
 * @returns a key for the page, which has to begin anew to show what was typed
 */
export function useKeptForm(): number {
  const navigation = useNavigation()
  const { pathname } = useLocation()
  const submit = useSubmit()
  const reader = readerIn(useMatches())
  const [turn, setTurn] = useState(0)
  const written = useRef<KeptForm | null>(null)
  const isShowing = useRef(false)

  useEffect(() => {
    const { state, formData, formAction, location } = navigation
    if (state === 'idle' || reader === null) return
    if (state === 'submitting') written.current = sent(reader, formAction, formData)
    // The page was to be read again, and its session is over.
    else if (location.pathname === paths.signIn()) written.current ??= unsent(reader, document)
  }, [navigation, reader])

  useEffect(() => {
    if (navigation.state !== 'idle') return
    if (isShowing.current) {
      isShowing.current = false
      setTurn((before) => before + 1)
    }
    if (pathname === paths.signIn() && written.current) sessionStorage.setItem(KEY, JSON.stringify(written.current))
    written.current = null
    if (reader === null) return
    const kept = take()
    if (kept?.reader !== reader || new URL(kept.action, window.location.href).pathname !== pathname) return
    isShowing.current = true
    const again = { method: 'post', encType: 'text/plain', action: kept.action, replace: true } as const
    submit(JSON.stringify(kept.fields), again)
  }, [navigation.state, pathname, reader, submit])

  return turn
}

/** The membership with which a page is read; null on a page that belongs to no organization. */
function readerIn(matches: readonly { data: unknown }[]): string | null {
  for (const { data } of matches) {
    if (typeof data === 'object' && data !== null && 'reader' in data) return String(data.reader)
  }
  return null
}

/** A form that is on its way, if there is anything in it that somebody has filled in. */
function sent(reader: string, action: string | undefined, form: FormData | undefined): KeptForm | null {
  if (!form || !action || action === paths.signOut()) return null
  const isFilledIn = [...form.keys()].some((name) => document.querySelector(`${FILLED_IN}[name="${CSS.escape(name)}"]`))
  return isFilledIn ? { reader, action, fields: fieldsOf(form) } : null
}

/** A form in which somebody has written, and that they have not sent. */
function unsent(reader: string, page: Document): KeptForm | null {
  const form = [...page.querySelectorAll<HTMLFormElement>('form[method=post]')].find(isChanged)
  if (!form) return null
  const { pathname, search } = new URL(form.getAttribute('action') ?? '', window.location.href)
  return { reader, action: pathname + search, fields: fieldsOf(new FormData(form)) }
}

const isChanged = (form: HTMLFormElement): boolean =>
  [...form.querySelectorAll<HTMLTextAreaElement | HTMLInputElement>('textarea, input')].some(
    ({ value, defaultValue }) => value !== defaultValue,
  )

const fieldsOf = (form: FormData): KeptForm['fields'] =>
  [...form.entries()].flatMap(([name, value]) =>
    typeof value === 'string' && !SECRET.test(name) ? [[name, value]] : [],
  )

function take(): KeptForm | null {
  const kept = sessionStorage.getItem(KEY)
  sessionStorage.removeItem(KEY)
  return kept === null ? null : (JSON.parse(kept) as KeptForm)
}
