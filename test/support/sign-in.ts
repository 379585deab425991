import type { Page } from 'playwright-core'

/**
 * Signs a person in without the sign-in page, which other tests go through: the browser keeps the cookie.
 * @throws Error when the person may not sign in
 */
export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  const answer = await page.request.post(`${url}/api/auth/sign-in/email`, {
    headers: { origin: url },
    data: { email, password },
  })
  if (!answer.ok()) throw new Error(`${email} could not sign in: ${await answer.text()}`)
}
