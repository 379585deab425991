/** `/` leads to the organization used last; without a session, to the sign-in page. */
export { loader } from '../auth/forward.ts'
