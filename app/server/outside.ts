/** Who may ask for a route that belongs to no organization, and why it is open where it is. */
type Outside = { who: 'signed_in' } | { who: 'anybody'; because: string }

const signedIn: Outside = { who: 'signed_in' }
const anybody = (because: string): Outside => ({ who: 'anybody', because })

/** Every route with a loader or an action outside of `/:org`, by its id. A route that is missing here does not load. */
export const OUTSIDE: Record<string, Outside> = {
  root: anybody('the frame around every page: theme, passing message, reference of the request'),
  'routes/home/front-door': signedIn,
  'routes/home/theme': anybody('sets a cookie of the browser that asks'),
  'routes/home/not-found': anybody('an address that leads nowhere answers everybody alike'),
  'routes/styleguide/styleguide': anybody('shows components without data, and not in production'),
  'routes/auth/sign-in': anybody('nobody is signed in before'),
  'routes/auth/sign-out': anybody('a session that has ended can be signed out of as well'),
  'routes/auth/sign-up': anybody('for people without an account'),
  'routes/auth/finish-sign-up': anybody('the token in the address is the proof'),
  'routes/auth/forgot-password': anybody('for people who cannot sign in'),
  'routes/auth/reset-password': anybody('the token in the address is the proof'),
  'routes/auth/invitation': anybody('the token in the address is the proof'),
  'routes/auth/api': anybody('sign-in for scripts, with the same limits as the pages'),
  'routes/calendar-feeds/feed': anybody('the token in the address is the proof'),
  'routes/auth/new-organization': signedIn,
  'routes/auth/account': signedIn,
  'routes/verify/verify': anybody('whoever holds a document has its hash, and is shown no more than stands beside it'),
  'routes/auth/passkey-question': signedIn,
  'forward-policies': signedIn,
  'forward-procedures': signedIn,
  'routes/reference/api': anybody('the documentation of the API is public'),
  'routes/reference/problem': anybody('the documentation of the API is public'),
}
