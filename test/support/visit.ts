import type { Page } from 'playwright-core'

/**
 * Opens a page of an organization, and returns when its scripts run: nobody listens to a key before. Its last effect is
 * that it listens to the organization.
 */
export async function visitWithScripts(page: Page, address: string): Promise<void> {
  await Promise.all([page.waitForRequest(/\/events\/stream$/, { timeout: 20_000 }), page.goto(address)])
}
