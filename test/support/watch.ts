import type { BrowserContext } from 'playwright-core'

/**
 * Watches a browser for anything that a text made it do: a script that ran, a policy that had to stop one, a request to
 * somebody else, a page that went elsewhere. Ask for it before the first page is opened.
 * @returns one line for each, added as it happens
 */
export async function watch(context: BrowserContext, ownUrl: string): Promise<string[]> {
  const faults: string[] = []
  const report = (fault: string) => void faults.push(fault)
  await context.exposeFunction('reportFault', report)
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      const { reportFault } = globalThis as unknown as { reportFault(fault: string): void }
      reportFault(`${location.pathname}: the policy stopped ${violatedDirective} of ${blockedURI} ${sample}`)
    })
  })
  const own = new URL(ownUrl).host
  context.on('dialog', (dialog) => {
    report(`${dialog.page()?.url()}: a dialog said ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on('weberror', (error) => report(`${error.page()?.url()}: ${error.error().message}`))
  context.on('page', (page) => {
    page.on('popup', (popup) => report(`${page.url()}: opened ${popup.url()}`))
  })
  context.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    const harmless = host === own || ['data:', 'blob:', 'about:'].includes(protocol)
    if (!harmless) report(`${request.frame().url()}: asked ${request.url()}`)
  })
  return faults
}
