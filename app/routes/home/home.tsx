import type { MetaFunction } from '@remix-run/node'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { Time, useNow } from '#app/components/ui/time.tsx'

export const meta: MetaFunction = () => [{ title: 'Home · Accord' }]

export default function Home() {
  const now = useNow()
  return <PageHeader title="Home" sub={<Time at={now} style="long" />} inline />
}
